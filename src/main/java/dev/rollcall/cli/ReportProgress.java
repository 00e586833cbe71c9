package dev.rollcall.cli;

import dev.rollcall.runs.Progress;

/** Tells how far a report is, which is known of some queries only. */
final class ReportProgress {

  /** Of a report whose share is known. */
  private static final long TOTAL = 1_000_000;

  private final Progress progress;
  private long rows = -1;

  ReportProgress(Progress progress) {
    this.progress = progress;
  }

  /**
   * Some rows are written.
   *
   * @param share of the whole that is done, 0 to 1; NaN if nobody knows
   */
  void add(long count, double share) {
    if (rows < 0) {
      progress.begin(Progress.Phase.WRITING, Double.isNaN(share) ? -1 : TOTAL);
      rows = 0;
    }
    rows += count;
    progress.at(Double.isNaN(share) ? 0 : Math.round(share * TOTAL), rows);
  }

  /** How many rows were written so far. */
  long rows() {
    return Math.max(0, rows);
  }
}
