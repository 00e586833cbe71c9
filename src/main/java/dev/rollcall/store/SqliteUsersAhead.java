package dev.rollcall.store;

import dev.rollcall.user.Sought;
import dev.rollcall.user.User;
import dev.rollcall.user.UsersAhead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks users up on connections of its own, which are opened when they are first needed: many of
 * them on two at a time, the second on a thread of its own.
 */
public final class SqliteUsersAhead implements UsersAhead, AutoCloseable {

  private static final int CALLS_A_CHECKPOINT = 5;

  /** Fewer are looked up sooner than another thread has heard of them. */
  private static final int FEWEST_FOR_TWO = 2 * BulkInsert.FEWEST_IN_IMAGE;

  private final DatabaseFile file;
  private final UnaryOperator<DataSource> echo;

  /** Those that nobody uses just now. */
  private final LinkedBlockingDeque<Reader> idle = new LinkedBlockingDeque<>();

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "users-ahead");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable CompletableFuture<?> checkpoint;
  private long calls;

  private record Reader(SqliteDatabase database, DataSource dataSource, SqliteUserTable users) {}

  private interface Task<T> {
    T result() throws SQLException;
  }

  private interface Work<T> {
    T on(Connection connection, SqliteUserTable users) throws SQLException;
  }

  /**
   * Of a database whose writer does not keep readers out.
   *
   * @param echo wraps the connections, so that their statements are heard
   */
  public SqliteUsersAhead(DatabaseFile file, UnaryOperator<DataSource> echo) {
    this.file = file;
    this.echo = echo;
  }

  @Override
  public Map<String, @Nullable User> findUnlessAtRest(List<Sought> sought) throws SQLException {
    if (sought.size() < FEWEST_FOR_TWO) {
      return find(sought);
    }
    int middle = sought.size() / 2;
    List<Sought> rest = sought.subList(middle, sought.size());
    CompletableFuture<Map<String, @Nullable User>> second = start(() -> find(rest));
    Map<String, @Nullable User> found = find(sought.subList(0, middle));
    found.putAll(await(second));
    return found;
  }

  private Map<String, @Nullable User> find(List<Sought> sought) throws SQLException {
    return read((connection, users) -> users.findUnlessAtRest(connection, sought));
  }

  /** Brings home what the log has, beside everything else, so that little is left in the end. */
  @Override
  public void tidyUp() throws SQLException {
    CompletableFuture<?> last = checkpoint;
    if (++calls % CALLS_A_CHECKPOINT != 0 || last != null && !last.isDone()) {
      return;
    }
    if (last != null) {
      await(last);
    }
    checkpoint = start(() -> read((connection, users) -> checkpoint(connection)));
  }

  private static boolean checkpoint(Connection connection) throws SQLException {
    Sql.execute(connection, "pragma wal_checkpoint(passive)");
    return true;
  }

  private <T> CompletableFuture<T> start(Task<T> task) {
    CompletableFuture<T> promise = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            promise.complete(task.result());
          } catch (SQLException | RuntimeException | Error e) {
            promise.completeExceptionally(e);
          }
        });
    return promise;
  }

  private static <T> T await(CompletableFuture<T> promise) throws SQLException {
    try {
      return promise.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException exception) {
        throw exception;
      }
      throw e;
    }
  }

  private <T> T read(Work<T> work) throws SQLException {
    Reader reader = idle.poll();
    if (reader == null) {
      SqliteDatabase database = SqliteDatabase.openForReading(file);
      reader = new Reader(database, echo.apply(database), new SqliteUserTable(database));
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
