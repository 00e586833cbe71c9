package dev.rollcall.importing;

import dev.rollcall.runs.Run;
import org.jspecify.annotations.Nullable;

/**
 * What all who write parts of a run share. Thread-safe, but for the mirror: a mirror is written by
 * one.
 *
 * @param run as it was started
 * @param rows how many the run has
 * @param rules whether the database has rules of its own
 * @param retry null if the run retries nothing
 * @param mirror null if it is none
 * @param total grows with each chunk
 * @param begunMillis when this process began to write: milliseconds since 1970, UTC
 */
record RunWork(
    Run run,
    ImportJob job,
    long rows,
    boolean rules,
    RejectLimitPolicy limit,
    RunRejects rejects,
    @Nullable Retry retry,
    @Nullable Mirror mirror,
    StopSignal stop,
    RunTotal total,
    long begunMillis) {

  /** Users whom mirrors have retired, if this is one that cares. */
  RetiredUsers retired() {
    return mirror == null ? RetiredUsers.NONE : mirror.retired();
  }
}
