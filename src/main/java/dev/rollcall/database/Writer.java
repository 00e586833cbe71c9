package dev.rollcall.database;

import java.sql.SQLException;

/**
 * Writes users and the ledger beside others, on a connection of its own. For one thread at a time.
 */
public interface Writer extends AutoCloseable {

  UserTable users();

  Ledger ledger();

  /** For one who prepares writes; a new one for each. */
  Foresight foresight();

  /**
   * Does the work in a transaction and commits it. It need not be on the disk then: it is before
   * the end of the run is, or it is lost whole.
   *
   * @throws SQLException also {@link RuntimeException}: nothing of the work was written then
   */
  <T> T inTransaction(Work<T> work) throws SQLException;

  @Override
  void close();
}
