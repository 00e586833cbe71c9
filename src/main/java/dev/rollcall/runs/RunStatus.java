package dev.rollcall.runs;

/** Where a run stands. */
public enum RunStatus {
  /** Working, or died while working: the lock on the database tells which. */
  STARTED,
  COMPLETED,
  COMPLETED_WITH_REJECTS,
  /** Ended by an error; the same command goes on from there. */
  FAILED,
  /** Ended by a limit; the same command with a higher limit goes on from there. */
  REFUSED,
  /** Never to be finished: other content took its place. */
  ABANDONED;

  /** Whether the run did all it was to do. */
  public boolean isCompleted() {
    return this == COMPLETED || this == COMPLETED_WITH_REJECTS;
  }

  /** Whether the same command would go on with the run. */
  public boolean isOpen() {
    return this == STARTED || this == FAILED || this == REFUSED;
  }
}
