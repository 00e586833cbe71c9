package dev.rollcall.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which runs were taken back, as the ledger had it when this was made. */
public final class UndoneRuns {

  private final List<Run> undos;

  private UndoneRuns(List<Run> undos) {
    this.undos = undos;
  }

  /** Must be called in a transaction. */
  public static UndoneRuns of(RunRepository runs) {
    return new UndoneRuns(runs.findByKind(RunKind.UNDO));
  }

  /** The run that took this one back; null if none did, or if it was taken back itself. */
  public @Nullable Run undoOf(Run run) {
    for (Run undo : undos) {
      // An older one can't be of this run, whatever a damaged ledger says: so this ends.
      boolean newer = undo.id() > run.id();
      boolean ofThis = newer && undo.ofRun() != null && undo.ofRun() == run.id();
      if (ofThis && undo.status().isCompleted() && undoOf(undo) == null) {
        return undo;
      }
    }
    return null;
  }

  /** Whether what the run did stands no more. */
  public boolean contains(Run run) {
    return undoOf(run) != null;
  }
}
