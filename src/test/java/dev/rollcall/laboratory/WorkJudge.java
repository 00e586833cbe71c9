package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.laboratory.ModelLedger.Verdict;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.Touched;
import dev.rollcall.proof.Ended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges a step in which a run works: how far it may have come, and what it must have left. */
final class WorkJudge {

  private static final Set<String> NAME_NOBODY =
      Set.of(
          "COLUMN_COUNT", "QUOTE_MISPLACED", "CELL_TOO_LONG", "CELL_HAS_NUL", "USERNAME_MISSING");

  private final ModelLedger ledger;
  private final Beginning beginning;
  private final Seen before;
  private final Step.Import step;
  private final Verdict.Work work;
  private final LedgerRun run;
  private final UsersJudge users;

  WorkJudge(
      ModelLedger ledger, Beginning beginning, Seen before, Step.Import step, Verdict.Work work) {
    this.ledger = ledger;
    this.beginning = beginning;
    this.before = before;
    this.step = step;
    this.work = work;
    this.run = work.run();
    this.users = new UsersJudge(ledger, beginning, before, run);
  }

  void judge(Ended ended, Seen after) {
    Seen.Run now = after.runs().get(run.id);
    othersAreAsTheyWere(after);
    boolean taken = now != null && (work.isNew() || now.restarts() > run.restarts);
    if (!taken) {
      assertThat(Judge.isCutShort(ended) || Judge.mayFail(step.fault(), ended))
          .as("no run was begun: " + ended.said())
          .isTrue();
      sameAsBefore(after);
      return;
    }
    take(now, after);
    if (step.content().file() == null) {
      judgeUnreadable(now, ended, after);
      return;
    }
    if (!run.begun) {
      run.before = new TreeMap<>(ledger.users());
      run.retiredBefore = ledger.retired();
      run.outcome = model().apply(step.content().file().rows());
    }
    ModelOutcome outcome = Objects.requireNonNull(run.outcome);
    boolean refused = isRefused(outcome);
    Map<String, Integer> changes = users.countChanges(after.changesOf(run.id), outcome);
    Judge.balance(now, after);
    if (now.isComplete()) {
      assertThat(refused).as("%s is complete though limit or guard forbid it", run).isFalse();
      judgeComplete(now, after, outcome);
    } else {
      judgeOpen(now, ended, after, outcome, changes, refused);
    }
    judgeEnd(ended, now, refused, outcome);
    users.judge(after, outcome, changes);
    remember(now, changes);
  }

  private void take(Seen.Run now, Seen after) {
    if (work.isNew()) {
      ledger.runs().add(run);
      assertThat(now.restarts()).as("restarts of %s", run).isZero();
    } else {
      assertThat(now.restarts()).as("restarts of %s", run).isEqualTo(run.restarts + 1);
      run.restarts++;
    }
    for (LedgerRun abandoned : work.abandoned()) {
      abandoned.state = LedgerRun.State.ABANDONED;
      assertThat(after.runs().get(abandoned.id).status()).isEqualTo("ABANDONED");
    }
  }

  private void othersAreAsTheyWere(Seen after) {
    Set<Long> expected = new TreeSet<>(before.runs().keySet());
    if (work.isNew() && after.runs().containsKey(run.id)) {
      expected.add(run.id);
    }
    assertThat(after.runs().keySet()).as("runs").isEqualTo(expected);
    for (long id : before.runs().keySet()) {
      boolean abandoned = work.abandoned().stream().anyMatch(other -> other.id == id);
      if (id == run.id) {
        continue;
      }
      if (!abandoned) {
        Judge.sameButForDeath(after.runs().get(id), before.runs().get(id));
      }
      assertThat(after.changesOf(id)).as("changes of run " + id).isEqualTo(before.changesOf(id));
      assertThat(after.rejectsOf(id)).as("rejects of run " + id).isEqualTo(before.rejectsOf(id));
    }
  }

  private void sameAsBefore(Seen after) {
    assertThat(after.users()).as("users before the run").isEqualTo(before.users());
    assertThat(after.changesOf(run.id)).isEqualTo(before.changesOf(run.id));
    assertThat(after.rejectsOf(run.id)).isEqualTo(before.rejectsOf(run.id));
    for (LedgerRun abandoned : work.abandoned()) {
      Judge.sameButForDeath(after.runs().get(abandoned.id), before.runs().get(abandoned.id));
    }
  }

  private void judgeUnreadable(Seen.Run now, Ended ended, Seen after) {
    if (!Judge.isCutShort(ended)) {
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    }
    assertThat(now.isComplete()).as("%s of an input that can't be read", run).isFalse();
    assertThat(after.changesOf(run.id)).isEmpty();
    assertThat(after.users()).as("users").isEqualTo(before.users());
  }

  private Model model() {
    return new Model(run.before.values(), step.job().rules(), beginning.rule(), run.retiredBefore);
  }

  private boolean isRefused(ModelOutcome outcome) {
    Settings settings = step.settings();
    if (settings.refuses(outcome.rejects().size(), outcome.counts().get("read"))) {
      return true;
    }
    if (run.begun && !settings.isWhole()) {
      return false;
    }
    if (outcome.missing() > 0
        && outcome.rejects().stream().anyMatch(reject -> NAME_NOBODY.contains(reject.code()))) {
      return true;
    }
    if (settings.guard() == Settings.NO_GUARD) {
      return false;
    }
    Model model = model();
    ModelOutcome again = model.apply(Objects.requireNonNull(step.content().file()).rows());
    return settings.refuses(
        Touched.between(run.before.values(), model.users(), again), run.before.size());
  }

  private void judgeComplete(Seen.Run now, Seen after, ModelOutcome outcome) {
    assertThat(after.changesOf(run.id)).as("changes").isEqualTo(Expected.changes(outcome));
    assertThat(after.rejectsOf(run.id))
        .as("rejects")
        .zipSatisfy(outcome.rejects(), Expected::sameReject)
        .hasSameSizeAs(outcome.rejects());
    assertThat(now.counts()).as("counts").isEqualTo(outcome.counts());
    assertThat(Map.of("raised", now.raised(), "lowered", now.lowered()))
        .isEqualTo(outcome.levels());
    assertThat(now.status())
        .isEqualTo(outcome.rejects().isEmpty() ? "COMPLETED" : "COMPLETED_WITH_REJECTS");
  }

  private void judgeOpen(
      Seen.Run now,
      Ended ended,
      Seen after,
      ModelOutcome outcome,
      Map<String, Integer> changes,
      boolean refused) {
    assertThat(List.of("STARTED", "FAILED", "STOPPED", "BUSY", "REFUSED")).contains(now.status());
    boolean disturbed = Judge.isCutShort(ended) || Judge.mayFail(step.fault(), ended);
    assertThat(disturbed || refused).as(now.status() + ": " + ended.said()).isTrue();
    if (now.status().equals("REFUSED")) {
      assertThat(refused).as("%s was refused: %s", run, ended.said()).isTrue();
    }
    if (step.settings().isWhole()) {
      assertThat(changes).as("changes of a run that is all or nothing").isEqualTo(run.changes);
    }
    List<String> all = new ArrayList<>(outcome.rejects().stream().map(Expected::reject).toList());
    for (String reject : after.rejectsOf(run.id)) {
      assertThat(all.removeIf(expected -> reject.startsWith(expected)))
          .as("reject %s", reject)
          .isTrue();
    }
  }

  private void judgeEnd(Ended ended, Seen.Run now, boolean refused, ModelOutcome outcome) {
    boolean disturbed = Judge.isCutShort(ended) || Judge.mayFail(step.fault(), ended);
    if (disturbed) {
      return;
    }
    int code = refused ? 4 : outcome.rejects().isEmpty() ? 0 : 3;
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(code);
    assertThat(ended.summaries()).as(ended.said()).hasSize(1);
    assertThat(ended.status()).isEqualTo(refused ? "REFUSED" : now.status());
    if (!refused) {
      assertThat(ended.numbers("counts")).isEqualTo(outcome.counts());
      assertThat(ended.numbers("levels")).isEqualTo(outcome.levels());
      assertThat(Ended.codes(ended.summary())).isEqualTo(outcome.codes());
      assertThat(ended.summary()).containsEntry("restarts", (int) run.restarts);
    }
  }

  private void remember(Seen.Run now, Map<String, Integer> changes) {
    boolean wrote = !changes.equals(run.changes);
    run.changes = changes;
    run.begun |= now.position() > 0;
    run.settled = settled();
    run.state = now.isComplete() ? LedgerRun.State.DONE : LedgerRun.State.OPEN;
    if (now.isComplete()) {
      Model model = model();
      model.apply(Objects.requireNonNull(step.content().file()).rows());
      ledger.retired(model.retired());
    }
    assertThat(now.relative()).as("relative levels of %s", run).isEqualTo(relative(changes));
    run.relative = now.relative();
    if (wrote) {
      ledger.wrote(run);
    } else if (now.isComplete()) {
      // It stands for the state as it is, also if it had nothing to change in it.
      run.othersHaveWrittenSince = false;
    }
  }

  /** The rows of a retry are one chunk: those that were not rejected once more. */
  private Set<Long> settled() {
    if (step.retryOf() == null || !run.begun) {
      return Set.of();
    }
    Set<Long> lines = new HashSet<>();
    Objects.requireNonNull(step.content().file()).rows().forEach(row -> lines.add(row.line()));
    lines.removeAll(run.rejectedLines());
    return lines;
  }

  /** How many of the committed changes come from rows with relative levels. */
  private long relative(Map<String, Integer> changes) {
    Map<Long, ModelRow> rows = new HashMap<>();
    Objects.requireNonNull(step.content().file()).rows().forEach(row -> rows.put(row.line(), row));
    Map<String, Integer> left = new HashMap<>(changes);
    long relative = 0;
    for (ModelOutcome.Changed change : Expected.inOrder(Objects.requireNonNull(run.outcome))) {
      if (left.merge(Expected.username(change), -1, Integer::sum) < 0 || change.line() == 0) {
        continue;
      }
      boolean moved = run.job.rules().meanings().meant(rows.get(change.line())).isRelative();
      relative += change.after() != null && moved ? 1 : 0;
    }
    return relative;
  }
}
