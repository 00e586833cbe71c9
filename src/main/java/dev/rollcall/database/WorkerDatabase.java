package dev.rollcall.database;

import javax.sql.DataSource;

/**
 * A database as one of those has it who share the work of a run, beside whoever has the run lock.
 * For one thread at a time, but that each data source has a connection of its own.
 */
public interface WorkerDatabase extends AutoCloseable {

  /**
   * Where a lease is held: its transactions see what others have committed, and the server ends one
   * in which nothing is asked for 30 seconds.
   */
  DataSource leases();

  /** For everything else that is short. */
  DataSource dataSource();

  /** The users, on {@link #dataSource}; which columns they have holds for {@link #writers}, too. */
  UserTable users();

  Ledger ledger();

  /** Opens those who write users. */
  Writers writers();

  @Override
  void close();
}
