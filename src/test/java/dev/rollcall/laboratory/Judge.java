package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.laboratory.ModelLedger.Verdict;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Ended;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a step has left with what the model's ledger expects, and brings that ledger up to
 * date. Where a fault leaves open how far the program came, everything that it may have come to is
 * right, and nothing else.
 */
final class Judge {

  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;
  private static final int INTERRUPTED = 128 + 2;

  private final ModelLedger ledger;
  private final Beginning beginning;
  private final Seen before;

  /**
   * @param ledger as it was before the step
   * @param before what was seen before the step
   */
  Judge(ModelLedger ledger, Beginning beginning, Seen before) {
    this.ledger = ledger;
    this.beginning = beginning;
    this.before = before;
  }

  /** Whether a step may be taken: the model must know which rows of a dead run are done. */
  boolean isClear(Step.Import step) {
    if (!(ledger.judge(step) instanceof Verdict.Work work) || step.content().file() == null) {
      return true;
    }
    // Under rules, and for a mirror, the users of others are not without consequence.
    boolean touchesAll = beginning.hasRules() || step.job().rules().isMirror();
    return ledger.runs().stream()
        .filter(run -> run != work.run() && !work.abandoned().contains(run))
        .filter(run -> run.state == LedgerRun.State.OPEN && run.begun && !run.undone)
        .noneMatch(run -> run.isOf(step.job()) || touchesAll);
  }

  /** Judges an import. */
  void judge(Step.Import step, Ended ended, Seen after) {
    Verdict verdict = ledger.judge(step);
    judgeExitCode(step.fault(), ended);
    if (ended.exitCode() == 5) {
      unchanged(after, "busy");
    } else if (verdict instanceof Verdict.Work work) {
      new WorkJudge(ledger, beginning, before, step, work).judge(ended, after);
    } else {
      judgeNothingDone(verdict, step.fault(), ended, after);
    }
  }

  private void judgeNothingDone(Verdict verdict, Fault fault, Ended ended, Seen after) {
    int expected = verdict instanceof Verdict.Done ? 0 : verdict instanceof Verdict.Refused ? 4 : 1;
    if (!isCutShort(ended) && !mayFail(fault, ended)) {
      assertThat(ended.exitCode()).as(verdict + ended.said()).isEqualTo(expected);
      if (verdict instanceof Verdict.Done done) {
        assertThat(ended.said()).contains("run " + done.by().id);
      } else if (verdict instanceof Verdict.Refused refused) {
        assertThat(ended.err()).contains("run " + refused.because().id).contains("--again");
      } else if (verdict instanceof Verdict.NotOurs) {
        assertThat(ended.err()).contains("schema baseline");
      }
    }
    if (verdict instanceof Verdict.Done done) {
      done.abandoned().stream()
          .filter(run -> after.runs().get(run.id).status().equals("ABANDONED"))
          .forEach(run -> run.state = LedgerRun.State.ABANDONED);
      boolean unsaid = isCutShort(ended) || mayFail(fault, ended);
      assertThat(unsaid || done.abandoned().stream().noneMatch(ModelLedger::isOpen))
          .as("%s are abandoned", done.abandoned())
          .isTrue();
    }
    unchanged(after, verdict.toString());
  }

  /** That nothing but the knowledge that somebody is dead has been written. */
  private void unchanged(Seen after, String why) {
    assertThat(after.users()).as("users, %s", why).isEqualTo(before.users());
    assertThat(after.changes()).as("changes, %s", why).isEqualTo(before.changes());
    assertThat(after.rejects()).as("rejects, %s", why).isEqualTo(before.rejects());
    assertThat(after.runs().keySet()).as("runs, %s", why).isEqualTo(before.runs().keySet());
    for (LedgerRun run : ledger.runs()) {
      Seen.Run now = after.runs().get(run.id);
      if (run.state != LedgerRun.State.ABANDONED) {
        sameButForDeath(now, before.runs().get(run.id));
      }
    }
  }

  static void sameButForDeath(Seen.Run now, Seen.Run then) {
    assertThat(alive(now)).isEqualTo(alive(then));
  }

  private static Seen.Run alive(Seen.Run run) {
    return run.status().equals("STARTED")
        ? new Seen.Run(
            run.id(),
            "FAILED",
            run.position(),
            run.counts(),
            run.raised(),
            run.lowered(),
            run.relative(),
            run.restarts(),
            run.rejectFile())
        : run;
  }

  /** Judges an adoption: all of it, or nothing, and the users are as they were. */
  void judgeAdoption(Fault fault, Ended ended, Seen after) {
    judgeExitCode(fault, ended);
    unchanged(after, "adoption");
    if (ended.exitCode() == 0) {
      assertThat(after.tables()).as(ended.said()).isNotEmpty();
    } else {
      assertThat(isCutShort(ended) || mayFail(fault, ended) || ended.exitCode() == 5)
          .as(ended.said())
          .isTrue();
    }
    if (!after.tables().isEmpty()) {
      ledger.adopt();
    }
  }

  /** Judges an undo of the last run that wrote. */
  void judgeUndo(LedgerRun undone, Fault fault, Ended ended, Seen after) {
    judgeExitCode(fault, ended);
    long id = ledger.nextId();
    if (!after.runs().containsKey(id)) {
      boolean busy = ended.exitCode() == 5;
      assertThat(busy || isCutShort(ended) || mayFail(fault, ended)).as(ended.said()).isTrue();
      unchanged(after, "not undone");
      return;
    }
    Map<String, ModelUser> expected = new TreeMap<>(ledger.users());
    for (String name : undone.changes.keySet()) {
      ModelUser former = undone.before.get(name);
      if (former == null) {
        expected.remove(name);
      } else {
        expected.put(name, withSecretsOfNow(undone, former));
      }
    }
    assertThat(after.users()).as("users after undo").isEqualTo(UsersJudge.stored(expected));
    Seen.Run run = after.runs().get(id);
    assertThat(run.status()).isEqualTo("COMPLETED");
    balance(run, after);
    if (!isCutShort(ended) && !mayFail(fault, ended)) {
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    String status = after.runs().get(undone.id).status();
    boolean wasOpen = undone.state == LedgerRun.State.OPEN;
    assertThat(status.equals("ABANDONED")).as(status).isEqualTo(wasOpen);
    undone.state = wasOpen ? LedgerRun.State.ABANDONED : undone.state;
    undone.undone = true;
    LedgerRun undo = new LedgerRun(id, undone);
    ledger.runs().add(undo);
    if (!after.changesOf(id).isEmpty()) {
      ledger.wrote(undo);
    }
    ledger.users(expected);
  }

  /** A secret can't be put back: whoever stayed has what he has now, and who returns has none. */
  private ModelUser withSecretsOfNow(LedgerRun undone, ModelUser former) {
    ModelUser now = ledger.users().get(former.username());
    boolean left =
        now == null
            || Expected.inOrder(Objects.requireNonNull(undone.outcome)).stream()
                .filter(change -> Expected.username(change).equals(former.username()))
                .limit(undone.changes.getOrDefault(former.username(), 0))
                .anyMatch(change -> change.after() == null);
    Map<String, @Nullable Object> extras = new TreeMap<>(former.extras());
    for (ModelColumn column : undone.job.rules().extras().all()) {
      if (column.secret()) {
        extras.put(
            column.name(), left ? column.held(column.usual()) : now.extras().get(column.name()));
      }
    }
    return former.with(extras);
  }

  private static void judgeExitCode(Fault fault, Ended ended) {
    List<Integer> possible =
        switch (fault.effect()) {
          case NOTHING -> List.of(0, 1, 3, 4);
          case KILL -> List.of(0, 1, 3, 4, KILLED);
          case STOP -> List.of(0, 1, 3, 4, TERMINATED, INTERRUPTED);
          case FAIL -> List.of(0, 1, 3, 4);
          case BUSY -> List.of(0, 1, 5);
        };
    assertThat(possible).as(fault + ": " + ended.said()).contains(ended.exitCode());
    assertThat(ended.err()).doesNotContain("INTERNAL").doesNotContain("\tat ");
  }

  /** Whether the program was ended before it could say anything. */
  static boolean isCutShort(Ended ended) {
    return ended.exitCode() == KILLED
        || ended.exitCode() == TERMINATED
        || ended.exitCode() == INTERRUPTED;
  }

  static boolean mayFail(Fault fault, Ended ended) {
    boolean fails = fault.effect() == Fault.Effect.FAIL || fault.effect() == Fault.Effect.STOP;
    return fails && ended.exitCode() == 1;
  }

  /** The balance, and that the ledger has what the run's counts say. */
  static void balance(Seen.Run run, Seen seen) {
    assertThat(run.count("read"))
        .as("balance of %s", run)
        .isEqualTo(
            run.count("created")
                + run.count("updated")
                + run.count("unchanged")
                + run.count("deleted")
                + run.count("rejected"));
    assertThat(
            run.count("created")
                + run.count("updated")
                + run.count("deleted")
                + run.count("removed")
                + run.count("retired"))
        .as("changes of %s", run)
        .isEqualTo(seen.changesOf(run.id()).size());
    assertThat(run.count("rejected"))
        .as("rejects of %s", run)
        .isEqualTo(seen.rejectsOf(run.id()).size());
  }
}
