package dev.rollcall.jobs;

import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.util.Locale;

/**
 * A run's summary in one line, with a code instead of a message: a message may have a name of a
 * file or a column in it, and this is sent to monitors, too.
 */
public final class SummaryLine {

  private SummaryLine() {}

  /** The job, the run, how it ended, and its numbers. */
  public static String of(RunSummary summary) {
    String job = summary.job() == null ? "" : summary.job() + ": ";
    if (summary.status() == RunStatus.ALREADY_DONE) {
      return job + "already done by run " + summary.run();
    }
    String run = summary.run() == null ? "" : "run " + summary.run() + " ";
    String rejects = summary.status() == RunStatus.COMPLETED_WITH_REJECTS ? "done with " : "";
    String code = summary.code() == null ? "" : " (" + summary.code() + ")";
    return job + run + rejects + summary.status().word() + code + figures(summary);
  }

  private static String figures(RunSummary summary) {
    if (summary.run() == null) {
      return "";
    }
    Counts counts = summary.counts();
    return String.format(
        Locale.ROOT,
        "; read %d, created %d, updated %d, unchanged %d, deleted %d, rejected %d, removed %d%s;"
            + " %.1f s",
        counts.read(),
        counts.created(),
        counts.updated(),
        counts.unchanged(),
        counts.deleted(),
        counts.rejected(),
        counts.removed(),
        counts.retired() == 0 ? "" : ", retired " + counts.retired(),
        summary.seconds());
  }
}
