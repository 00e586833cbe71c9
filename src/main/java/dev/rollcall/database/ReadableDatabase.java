package dev.rollcall.database;

import javax.sql.DataSource;

/** A database that is open for reading, while somebody may write. Not thread-safe. */
public interface ReadableDatabase extends AutoCloseable {

  /** Where transactions begin that can't write; one at a time. */
  DataSource dataSource();

  UserTable users();

  Ledger ledger();

  @Override
  void close();
}
