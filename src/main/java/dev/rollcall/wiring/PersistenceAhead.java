package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.sqlite.SqliteFile;
import dev.rollcall.threads.Aside;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Puts the entities' machinery together on a thread of its own: the longest part of a start, which
 * needs of the database only what kind it is. Meanwhile the command is read, and the database is
 * locked, opened and looked at.
 */
public final class PersistenceAhead implements AutoCloseable {

  /** What was begun for a file before it was known which, until somebody takes it. */
  private static final AtomicReference<@Nullable PersistenceAhead> EARLY = new AtomicReference<>();

  private final DelegatingDataSource dataSource = new DelegatingDataSource();
  private final CompletableFuture<Persistence> persistence;

  private PersistenceAhead(Supplier<String> dialect) {
    this.persistence =
        CompletableFuture.supplyAsync(
            () -> new Persistence(dialect.get(), dataSource),
            work -> Aside.of(work, "persistence").start());
  }

  /**
   * Begins for a command that has not been read yet. It works on a file unless one of its words
   * speaks of a server; if that is wrong, some work was in vain. Whoever calls this ends with
   * {@link #forget}.
   *
   * @param words of the command, and the environment's
   */
  public static void early(List<String> words) {
    if (words.stream().anyMatch(word -> word.contains("postgres"))) {
      return;
    }
    try {
      giveUp(EARLY.getAndSet(new PersistenceAhead(SqliteFile::dialect)));
    } catch (LinkageError | OutOfMemoryError e) {
      // Whoever needs it will find out, and can say so.
    }
  }

  /** Gives up what {@link #early} has begun and nobody has taken. Does not wait for it. */
  public static void forget() {
    giveUp(EARLY.getAndSet(null));
  }

  private static void giveUp(@Nullable PersistenceAhead early) {
    if (early != null) {
      early.giveUp();
    }
  }

  /** Has it closed once it is made. Does not wait: nobody needs it, and somebody has an error. */
  void giveUp() {
    persistence.thenAccept(Persistence::close);
  }

  /** Begins, or takes what was begun early for a database of this kind. */
  static PersistenceAhead begin(Database database) {
    // Here, so that a part of the program that is missing is missed by the one who needs it.
    String dialect = database.hibernateDialect();
    PersistenceAhead early = EARLY.getAndSet(null);
    if (early != null && database instanceof SqliteFile) {
      return early;
    }
    giveUp(early);
    return new PersistenceAhead(() -> dialect);
  }

  /**
   * Says where connections come from, before one is asked for.
   *
   * @return what plain JDBC has to use, so that it shares transactions with the entities
   */
  DataSource connect(DataSource connections) {
    dataSource.setTargetDataSource(connections);
    return dataSource;
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
