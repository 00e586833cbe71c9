package dev.rollcall.importing;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waiting for another thread of the run; a run is stopped between its steps, not while it waits.
 */
final class ThreadWait {

  /** Something to wait for. */
  interface Wait<T, E extends Exception> {
    T end() throws InterruptedException, E;
  }

  private ThreadWait() {}

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

  /** Waits for what another thread makes; what went wrong there is thrown here. */
  static <T> T result(Future<T> future) throws SQLException {
    try {
      return uninterrupted(future::get);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SQLException sql) {
        throw sql;
      }
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
