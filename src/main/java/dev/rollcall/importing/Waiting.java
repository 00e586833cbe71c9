package dev.rollcall.importing;

/**
 * Waiting for another thread of the run; a run is stopped between its steps, not while it waits.
 */
final class Waiting {

  /** Something to wait for. */
  interface Wait<T, E extends Exception> {
    T end() throws InterruptedException, E;
  }

  private Waiting() {}

  /** Waits to the end; an interrupt meanwhile is there again afterwards. */
  static <T, E extends Exception> T uninterrupted(Wait<T, E> wait) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.end();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
