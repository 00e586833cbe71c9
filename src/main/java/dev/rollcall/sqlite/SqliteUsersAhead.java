package dev.rollcall.sqlite;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Sought;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.threads.Aside;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Looks users up on threads and connections of its own, which are opened when they are first
 * needed.
 */
public final class SqliteUsersAhead implements UsersAhead, AutoCloseable {

  private static final int CALLS_A_CHECKPOINT = 5;

  private final SqliteFile file;
  private final UnaryOperator<DataSource> echo;
  private final KeptColumns kept;

  /** Those that nobody uses just now. */
  private final LinkedBlockingDeque<Reader> idle = new LinkedBlockingDeque<>();

  private final ExecutorService threads = Executors.newCachedThreadPool(Aside.named("users-ahead"));
  private CompletableFuture<?> checkpoint = CompletableFuture.completedFuture(null);
  private long calls;

  private record Reader(SqliteDatabase database, DataSource dataSource, SqliteUserTable users) {}

  private interface Work<T> {
    T on(Connection connection, SqliteUserTable users) throws SQLException;
  }

  /**
   * Of a database whose writer does not keep readers out.
   *
   * @param echo wraps the connections, so that their statements are shown
   * @param kept the columns of its users
   */
  public SqliteUsersAhead(SqliteFile file, UnaryOperator<DataSource> echo, KeptColumns kept) {
    this.kept = kept;
    this.file = file;
    this.echo = echo;
  }

  @Override
  public Future<FoundUsers> findUnlessAtRest(List<Sought> sought) {
    return threads.submit(
        () -> read((connection, users) -> users.findUnlessAtRest(connection, sought)));
  }

  /**
   * Checkpoints the write-ahead log, beside everything else, so that little is left in the end.
   * What goes wrong with that is met there again.
   */
  @Override
  public void tidyUp() {
    if (++calls % CALLS_A_CHECKPOINT == 0 && checkpoint.isDone()) {
      beginCheckpoint();
    }
  }

  @Override
  public void tidyUpAll() {
    if (calls >= CALLS_A_CHECKPOINT) {
      beginCheckpoint();
    }
  }

  /** After the one that is under way: beside it, SQLite would leave everything to that. */
  private void beginCheckpoint() {
    checkpoint = checkpoint.handleAsync((done, failure) -> checkpointed(), threads);
  }

  private boolean checkpointed() {
    try {
      read((connection, users) -> checkpoint(connection));
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean checkpoint(Connection connection) throws SQLException {
    Sql.execute(connection, "pragma wal_checkpoint(passive)");
    return true;
  }

  private <T> T read(Work<T> work) throws SQLException {
    Reader reader = idle.poll();
    if (reader == null) {
      SqliteDatabase database = SqliteDatabase.openForReading(file);
      reader = new Reader(database, echo.apply(database), new SqliteUserTable(database, kept));
    }
    try (Connection connection = reader.dataSource().getConnection()) {
      return work.on(connection, reader.users());
    } finally {
      idle.add(reader);
    }
  }

  /** Waits for what is under way, and closes the connections. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    idle.forEach(reader -> reader.database().close());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
