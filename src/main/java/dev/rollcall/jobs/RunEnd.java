package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a command ended, or what ended before it was one.
 *
 * @param database null if the command ended before it knew
 * @param exitCode with which a command ends that did this alone
 */
record RunEnd(RunSummary summary, @Nullable Database database, int exitCode) {

  /** With which a command ends of which these are all runs, in their order; 0 if it had none. */
  static int exitCode(List<RunEnd> ends) {
    int code = 0;
    for (RunEnd end : ends) {
      code = end.letsOthersFollow() ? Math.max(code, end.exitCode) : end.exitCode;
    }
    return code;
  }

  /** Whether it did all that it was to do, with rejects or without. */
  boolean letsOthersFollow() {
    return Integer.valueOf(exitCode).equals(RunStatus.COMPLETED.exitCode())
        || Integer.valueOf(exitCode).equals(RunStatus.COMPLETED_WITH_REJECTS.exitCode());
  }

  /** The same, with a note. */
  RunEnd noting(String note) {
    return new RunEnd(summary.withNote(note), database, exitCode);
  }
}
