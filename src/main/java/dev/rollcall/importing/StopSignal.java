package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;

/** Asks a run to stop between two chunks. Thread-safe. */
public final class StopSignal {

  private volatile boolean requested;
  private volatile boolean heard;

  public void request() {
    requested = true;
  }

  /** Whether there is work under way that would stop. */
  public boolean isHeard() {
    return heard;
  }

  /** Whether somebody asked to stop. */
  public boolean isRequested() {
    heard = true;
    return requested;
  }

  /** Throws {@code STOPPED} if somebody asked to stop. */
  public void check() {
    heard = true;
    if (requested) {
      throw Failure.of(
          ProblemCode.STOPPED,
          "stopped on request; what was committed stays",
          "the same command continues from there");
    }
  }
}
