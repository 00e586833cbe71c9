package dev.rollcall.runs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** How far a run is, or how it ended: the name is for programs, the word for people. */
public enum RunStatus {
  /** Working, or died while working: the lock on the database tells which. */
  STARTED("started", null),
  COMPLETED("done", 0),
  COMPLETED_WITH_REJECTS("rejects", 3),
  /** Ended by an error; the same command goes on from there. */
  FAILED("failed", 1),
  /** Ended on request, by ^C or SIGTERM; the same command goes on from there. */
  STOPPED("stopped", 1),
  /** Ended by a limit; the same command with a higher limit goes on from there. */
  REFUSED("refused", 4),
  /** Another run or program held the database; the same command goes on from there. */
  BUSY("busy", 5),
  /** Never to be finished: it was undone, or other content took its place. */
  ABANDONED("abandoned", null),
  /** Not in the ledger: an earlier run has imported this content, and nothing was done. */
  ALREADY_DONE("already done", 0),
  /** Not in the ledger: it was only rehearsed. */
  PLANNED("planned", 0);

  private final String word;
  private final @Nullable Integer exitCode;

  RunStatus(String word, @Nullable Integer exitCode) {
    this.word = word;
    this.exitCode = exitCode;
  }

  /** What a failure makes of a run. */
  public static RunStatus of(Failure failure) {
    return switch (failure.outcome()) {
      case BUSY -> BUSY;
      case REFUSED -> REFUSED;
      case USAGE -> FAILED;
      case FAILED -> failure.code() == ProblemCode.STOPPED ? STOPPED : FAILED;
    };
  }

  /** As tables, reports and pages have it. */
  public String word() {
    return word;
  }

  /** With which a command ends whose run has this status; null if none ends so. */
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /** Whether the run did all it was to do. */
  public boolean isCompleted() {
    return this == COMPLETED || this == COMPLETED_WITH_REJECTS;
  }

  /** Whether the same command would continue the run. */
  public boolean isOpen() {
    return switch (this) {
      case STARTED, FAILED, STOPPED, REFUSED, BUSY -> true;
      case COMPLETED, COMPLETED_WITH_REJECTS, ABANDONED, ALREADY_DONE, PLANNED -> false;
    };
  }
}
