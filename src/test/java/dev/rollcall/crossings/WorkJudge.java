package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.crossings.PastRun.Was;
import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.proof.Ended;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges the import of a file, or of fixed rejects, and brings the model up to date. */
final class WorkJudge {

  private final World world;
  private final Ledger before;
  private final Delivery delivery;
  private final boolean again;
  private final Terms terms;
  private final Ended ended;
  private final Ledger after;
  private final boolean stopped;

  WorkJudge(
      World world,
      Ledger before,
      Delivery delivery,
      boolean again,
      Terms terms,
      Ended ended,
      Ledger after) {
    this.world = world;
    this.before = before;
    this.delivery = delivery;
    this.again = again;
    this.terms = terms;
    this.ended = ended;
    this.after = after;
    this.stopped =
        terms.stop() != Stop.NOTHING && (Checks.isKilled(ended) || ended.exitCode() == 1);
  }

  void judge() {
    Verdict verdict = world.judge(delivery, again);
    Checks.noFaultOfTheProgram(ended);
    if (Checks.namesTheTrigger(world, ended)) {
      Checks.unchanged(before, after, "a trigger is in the way");
    } else if (delivery.of() != null && world.taken(delivery).isEmpty() && !isOpen(verdict)) {
      // Where nothing is left to apply, a run of nothing may begin or not.
      begins(new Verdict.New(abandoned(verdict)));
    } else if (verdict instanceof Verdict.Done done) {
      exit(List.of(0), verdict);
      Checks.unchanged(before, after, verdict.toString());
      abandon(done.abandoned());
    } else if (verdict instanceof Verdict.Refused refused) {
      exit(List.of(4), verdict);
      if (!stopped) {
        assertThat(ended.err()).contains("run " + refused.because().id);
      }
      Checks.unchanged(before, after, verdict.toString());
    } else if (verdict instanceof Verdict.GoesOn goesOn) {
      goesOn(goesOn.run());
    } else if (verdict instanceof Verdict.New begins) {
      begins(begins);
    }
  }

  private static List<PastRun> abandoned(Verdict verdict) {
    return verdict instanceof Verdict.Done done
        ? done.abandoned()
        : verdict instanceof Verdict.New begins ? begins.abandoned() : List.of();
  }

  private static boolean isOpen(Verdict verdict) {
    return verdict instanceof Verdict.GoesOn;
  }

  private void exit(List<Integer> expected, Object why) {
    if (!stopped) {
      assertThat(expected).as("exit code, %s: %s", why, ended).contains(ended.exitCode());
    }
  }

  private void abandon(List<PastRun> abandoned) {
    for (PastRun run : abandoned) {
      boolean is = Objects.requireNonNull(after.runs().get(run.id)).status().equals("ABANDONED");
      assertThat(is || stopped).as("%s is abandoned", run).isTrue();
      run.state = is ? PastRun.State.ABANDONED : run.state;
    }
  }

  private void begins(Verdict.New begins) {
    long id = Checks.newRun(before, after);
    List<ModelRow> rows = world.taken(delivery);
    if (id == 0) {
      assertThat(stopped || rows.isEmpty() && ended.exitCode() == 0)
          .as("no run was begun: %s", ended)
          .isTrue();
      Checks.unchanged(before, after, "no run was begun");
      abandon(begins.abandoned());
      return;
    }
    PastRun run = new PastRun(id, delivery, again, null);
    Ledger.Run now = Objects.requireNonNull(after.runs().get(id));
    run.rows = world.inOrder(rows, delivery, now.inFileOrder());
    abandon(begins.abandoned());
    world.runs.add(run);
    work(run, now);
  }

  private void goesOn(PastRun run) {
    Ledger.Run now = Objects.requireNonNull(after.runs().get(run.id));
    assertThat(after.runs().keySet()).as("runs").isEqualTo(before.runs().keySet());
    if (now.restarts() == run.restarts) {
      assertThat(stopped).as("%s did not go on: %s", run, ended).isTrue();
      Checks.unchanged(before, after, "did not go on");
      return;
    }
    run.restarts++;
    if (delivery.of() != null) {
      // These are done in turn, and some may have been settled meanwhile.
      List<ModelRow> rows = new ArrayList<>(run.doneRows());
      rows.addAll(world.rest(run));
      run.rows = rows;
    }
    work(run, now);
  }

  private void work(PastRun run, Ledger.Run now) {
    BitSet to = places(run, now);
    BitSet more = (BitSet) to.clone();
    more.andNot(run.done);
    List<ModelRow> committed = world.withSettled(run, run.rowsAt(more));
    BitSet open = new BitSet();
    open.set(0, run.rows.size());
    open.andNot(to);
    Simulation done = world.simulate(committed, delivery.meaning().rules());
    List<String> codes = new ArrayList<>(run.codes());
    done.rejects.forEach(reject -> codes.add(reject.code()));
    Foresight foresight =
        new Foresight(
            world,
            delivery,
            done,
            codes,
            run.rows,
            world.withSettled(run, run.rowsAt(open)),
            terms);
    exit(foresight.exitCodes(), run);
    boolean refused = !stopped && ended.exitCode() == 4;
    boolean complete = now.isComplete();
    assertThat(complete && (refused || foresight.mustBeRefused))
        .as("%s is complete: %s", run, ended)
        .isFalse();
    assertThat(complete || stopped || refused).as("%s is not: %s", run, ended).isTrue();
    if (complete) {
      assertThat(to.cardinality()).as("rows that %s has done", run).isEqualTo(run.rows.size());
      foresight.complete(done);
    }
    assertThat(after.users())
        .as("users after %s: %s", run, ended)
        .isEqualTo(World.stored(done.users));
    // What was noted of them is what the users were like then.
    committed.forEach(row -> run.rejects.remove(row.line()));
    List<ModelOutcome.Changed> changes = new ArrayList<>(done.changes);
    if (complete) {
      changes.addAll(foresight.ofMissing());
    }
    take(run, committed, done, changes, foresight, complete);
    run.done = to;
    rejects(run, now, foresight);
    if (!Checks.USERS_ONLY) {
      ledger(run, now, complete);
    }
    run.state = complete ? PastRun.State.DONE : PastRun.State.OPEN;
    run.doneAt = world.writes.size();
    Checks.othersUnchanged(before, after, run.id);
  }

  /** The places of its rows that are committed now: those of before, and more. */
  private BitSet places(PastRun run, Ledger.Run now) {
    BitSet to = (BitSet) now.done().clone();
    if (Checks.USERS_ONLY && to.length() > run.rows.size()) {
      to.clear(run.rows.size(), to.length());
    }
    assertThat(to.length()).as("places of %s: %s", run, ended).isBetween(0, run.rows.size());
    BitSet lost = (BitSet) run.done.clone();
    lost.andNot(to);
    assertThat(lost.isEmpty()).as("%s has lost the rows at %s: %s", run, lost, ended).isTrue();
    if (terms.whole() || delivery.meaning().isMirror()) {
      assertThat(to.cardinality())
          .as("rows done of what is all or nothing")
          .isIn(run.done.cardinality(), run.rows.size());
    }
    return to;
  }

  private void take(
      PastRun run,
      List<ModelRow> committed,
      Simulation done,
      List<ModelOutcome.Changed> changes,
      Foresight foresight,
      boolean complete) {
    run.relative += done.relative;
    run.count("unchanged", done.unchanged);
    run.count("rejected", done.rejects.size());
    run.count("removed", complete ? foresight.removed.size() : 0);
    run.count("retired", complete ? foresight.retired.size() : 0);
    for (ModelOutcome.Changed change : done.changes) {
      run.count(change.kind(), 1);
    }
    Foresight.changes(changes.stream()).forEach(change -> run.changes.add(change.toString()));
    boolean capped = world.rules.has(Rules.Rule.CAP);
    run.blurred |= capped && !changes.isEmpty();
    done.rejects.forEach(reject -> run.rejects.put(reject.row().line(), reject.code()));
    if (delivery.of() != null) {
      Set<Long> settled = new TreeSet<>();
      committed.forEach(row -> settled.add(row.line()));
      done.rejects.forEach(reject -> settled.remove(reject.row().line()));
      run.settled.addAll(settled);
      world.settledOf(world.root(run)).addAll(settled);
    }
    Set<String> names = new TreeSet<>();
    Foresight.changes(changes.stream()).forEach(change -> names.add(change.username()));
    for (String name : names) {
      run.found.putIfAbsent(name, new Was(world.ids.get(name), world.users.get(name)));
      run.left.put(name, new Was(after.ids().get(name), done.users.get(name)));
    }
    world.noteChanges(run, changes);
    world.noteRetired(run, done);
    if (!names.isEmpty()) {
      world.writes.add(run);
    }
    world.take(done);
  }

  /**
   * What is rejected while reading, or where the limit was passed, may be noted before its turn.
   */
  private void rejects(PastRun run, Ledger.Run now, Foresight foresight) {
    Map<Long, String> possible = new TreeMap<>(run.rejects);
    foresight.rest.rejects.forEach(
        reject -> possible.putIfAbsent(reject.row().line(), reject.code()));
    Set<Long> committed = new TreeSet<>();
    run.doneRows().forEach(row -> committed.add(row.line()));
    run.rejects.keySet().retainAll(committed);
    for (ModelRow row : run.openRows()) {
      String noted = now.rejects().get(row.line());
      if (noted != null && noted.equals(possible.get(row.line()))) {
        run.rejects.put(row.line(), noted);
      }
    }
  }

  private void ledger(PastRun run, Ledger.Run now, boolean complete) {
    if (!run.blurred) {
      assertThat(now.changes().stream().map(Ledger.Change::toString))
          .as("changes of %s", run)
          .containsExactlyInAnyOrderElementsOf(run.changes);
      assertThat(now.relative()).as("relative levels of %s", run).isEqualTo(run.relative);
    }
    assertThat(now.balances()).as("%s balances: %s", run, now).isTrue();
    assertThat(now.rejects()).as("rejects of %s", run).isEqualTo(run.rejects);
    if (complete) {
      run.counts.values().removeIf(count -> count == 0);
      Map<String, Long> counts = new TreeMap<>(now.counts());
      counts.values().removeIf(count -> count == 0);
      assertThat(counts).as("counts of %s", run).isEqualTo(run.counts);
      assertThat(now.read()).as("rows read by %s", run).isEqualTo(run.rows.size());
    }
  }
}
