package dev.rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows on their way into a table: taken one by one and made ready on any one thread, outside
 * transactions, so that as little as possible is left to do inside. What was taken need not stay in
 * memory.
 */
public interface Insertion<T> extends AutoCloseable {

  /**
   * Takes a row; those before it come before it in the table.
   *
   * @throws SQLException if there is no room to keep it
   */
  void add(T row) throws SQLException;

  /** Says that there are no more, on the thread that added them. */
  void ready() throws SQLException;

  /**
   * Inserts the rows on the connection of the caller's transaction, at most once.
   *
   * @throws SQLException also if the database did not take exactly as many rows as there are
   */
  void execute(Connection connection) throws SQLException;

  /** Takes the rows, inserts them on the connection of the caller's transaction, and closes it. */
  default void execute(Connection connection, List<T> rows) throws SQLException {
    try (this) {
      for (T row : rows) {
        add(row);
      }
      ready();
      execute(connection);
    }
  }

  /** Gives up what the rows were kept in, whether or not they were inserted. */
  @Override
  void close();
}
