package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.threads.Aside;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * Puts the entities' machinery together on a thread of its own, while the database is locked,
 * opened and looked at: neither needs the other. The thread ends before {@link #close} returns.
 */
final class PersistenceAhead implements AutoCloseable {

  private final CompletableFuture<Persistence> persistence;

  private PersistenceAhead(CompletableFuture<Persistence> persistence) {
    this.persistence = persistence;
  }

  /**
   * Begins.
   *
   * @param database need not be open yet
   * @param dataSource is not asked for a connection before {@link #get} has returned
   */
  static PersistenceAhead begin(Database database, DataSource dataSource) {
    return new PersistenceAhead(
        CompletableFuture.supplyAsync(
            () -> new Persistence(database, dataSource),
            work -> Aside.of(work, "persistence").start()));
  }

  /** Waits for it; what went wrong is thrown as it was thrown there. */
  Persistence get() {
    try {
      return persistence.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Waits for it all the same, so that no thread is left behind. */
  @Override
  public void close() {
    try {
      get().close();
    } catch (RuntimeException e) {
      // Whoever needed it was told, and nobody else has to know.
    }
  }
}
