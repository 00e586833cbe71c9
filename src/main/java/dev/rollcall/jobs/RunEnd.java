package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.util.List;
import java.util.Locale;
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

  /**
   * In one line for a monitor, which is somebody else's: the job, the run, numbers, and codes
   * instead of messages, since those may have a name of a file or a column in them.
   */
  String line() {
    String job = summary.job() == null ? "" : summary.job() + ": ";
    if (summary.status() == RunStatus.ALREADY_DONE) {
      return job + "already done by run " + summary.run();
    }
    String run = summary.run() == null ? "" : "run " + summary.run() + " ";
    String rejects = summary.status() == RunStatus.COMPLETED_WITH_REJECTS ? "done with " : "";
    String code = summary.code() == null ? "" : " (" + summary.code() + ")";
    return job + run + rejects + summary.status().word() + code + figures();
  }

  private String figures() {
    Counts counts = summary.counts();
    if (summary.run() == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; read %d, created %d, updated %d, unchanged %d, deleted %d, rejected %d, removed %d;"
            + " %.1f s",
        counts.read(),
        counts.created(),
        counts.updated(),
        counts.unchanged(),
        counts.deleted(),
        counts.rejected(),
        counts.removed(),
        summary.seconds());
  }
}
