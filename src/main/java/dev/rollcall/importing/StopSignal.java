package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;

/** Asks a run to stop between two chunks. Thread-safe. */
public final class StopSignal {

  private volatile boolean requested;

  public void request() {
    requested = true;
  }

  /** Throws {@code STOPPED} if somebody asked to stop. */
  void check() {
    if (requested) {
      throw Failure.of(
          ProblemCode.STOPPED,
          "stopped on request; what was committed stays",
          "the same command goes on from there");
    }
  }
}
