package dev.rollcall.runs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Which runs were undone, as the ledger has it. */
public final class UndoneRuns {

  /** Nobody changes his mind so often. */
  private static final int DEEPEST = 1_000;

  private final RunRepository runs;

  private UndoneRuns(RunRepository runs) {
    this.runs = runs;
  }

  /** Every question must be asked in a transaction. */
  public static UndoneRuns of(RunRepository runs) {
    return new UndoneRuns(runs);
  }

  /** The run that undid this one; null if none did, or if it was undone itself. */
  public @Nullable Run undoOf(Run run) {
    return undoOf(run, 0);
  }

  private @Nullable Run undoOf(Run run, int depth) {
    if (depth > DEEPEST) {
      throw Failure.of(
          ProblemCode.LEDGER_DAMAGED,
          "the ledger is damaged: run " + run.id() + " undoes an undo of an undo, and so on",
          "restore a backup");
    }
    for (Run undo : runs.findOfRun(run.id(), RunKind.UNDO)) {
      // An older one can't be of this run, whatever a damaged ledger says: so this ends.
      boolean newer = undo.id() > run.id();
      if (newer && undo.status().isCompleted() && undoOf(undo, depth + 1) == null) {
        return undo;
      }
    }
    return null;
  }

  /** Whether the run was undone, be it in part. */
  public boolean contains(Run run) {
    return undoOf(run) != null;
  }

  /** Whether nothing of what the run did is left. */
  public boolean containsWhole(Run run) {
    Run undo = undoOf(run);
    return undo != null && undo.status() == RunStatus.COMPLETED;
  }
}
