package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Work on a connection, which may fail as the database does. */
public interface Work<T extends @Nullable Object> {

  T on(Connection connection) throws SQLException;

  /** Work that has no answer. */
  interface Task {
    void on(Connection connection) throws SQLException;
  }

  /**
   * Does it on a connection of its own.
   *
   * @param explain what went wrong, for the user
   */
  static <T extends @Nullable Object> T ask(
      DataSource source, Work<T> work, Function<? super SQLException, Failure> explain) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  /**
   * Does it in a transaction of its own, and commits it.
   *
   * @throws SQLException also {@link RuntimeException}: nothing of the work was written then
   */
  static <T extends @Nullable Object> T commit(DataSource source, Work<T> work)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        undo(connection, e);
        throw e;
      }
    }
  }

  private static void undo(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The database undoes it when the connection is gone.
      cause.addSuppressed(e);
    }
  }
}
