package dev.rollcall.user;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Rows that are ready to be inserted: made on any thread, outside transactions, so that as little
 * as possible is left to do inside.
 */
public interface PreparedRows extends AutoCloseable {

  /**
   * Inserts the rows on the connection of the caller's transaction, at most once.
   *
   * @throws SQLException also if the database did not take exactly as many rows as there are
   */
  void execute(Connection connection) throws SQLException;

  /** Gives up what the rows were kept in; after the transaction, whether or not it was executed. */
  @Override
  void close();
}
