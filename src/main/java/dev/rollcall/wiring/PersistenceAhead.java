package dev.rollcall.wiring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * Puts the entities' machinery together on a thread of its own, while the database is locked,
 * opened and looked at: both take about as long, and neither needs the other. Whoever begins it
 * must {@link #get} it or {@link #giveUp}; the thread ends before either returns.
 */
final class PersistenceAhead {

  private final CompletableFuture<Persistence> persistence;

  private PersistenceAhead(CompletableFuture<Persistence> persistence) {
    this.persistence = persistence;
  }

  /**
   * Begins.
   *
   * @param dataSource is not asked for a connection before {@link #get} has returned
   */
  static PersistenceAhead begin(DataSource dataSource) {
    return new PersistenceAhead(
        CompletableFuture.supplyAsync(
            () -> new Persistence(dataSource), work -> new Thread(work, "persistence").start()));
  }

  /** Waits for it; what went wrong is thrown as it was thrown there. */
  Persistence get() {
    try {
      return persistence.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** For whoever can't use it after all. */
  void giveUp() {
    try {
      get().close();
    } catch (RuntimeException e) {
      // That it could not be made is of no interest any more.
    }
  }
}
