package dev.rollcall.proof;

import java.util.function.BooleanSupplier;

/** Waiting for what must come, for as long as the program that has to bring it lives. */
final class Waiting {

  private static final long EACH_MILLIS = 5;

  private Waiting() {}

  /** Waits until the condition holds. */
  static void until(ChildProgram program, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!program.isAlive()) {
        throw new AssertionError("the program ended too early: " + program.end());
      }
      pause(EACH_MILLIS);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
