package dev.rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Drops what the ledger has of old runs, and keeps the runs. Made anew for each time that somebody
 * prunes; every method works in the transaction of its caller, who holds the run lock. Not
 * thread-safe.
 *
 * <p>A run goes only if nothing needs what it did: it has ended for good, and so have the run that
 * it undoes or whose rejects it imported, all runs that do that to it, and so on, each of them
 * before the same moment; and none of them made the newest change that there is.
 */
public interface Pruning {

  /**
   * What would go.
   *
   * @param before UTC, ISO 8601, to the second: runs that ended earlier
   * @param job of which they are; null for all jobs
   */
  PruneFigures find(Connection connection, String before, @Nullable String job) throws SQLException;

  /**
   * Notes of these runs that they are pruned: from then on nobody counts on their rows.
   *
   * @param now UTC, ISO 8601, to the second
   */
  void mark(Connection connection, String before, @Nullable String job, String now)
      throws SQLException;

  /**
   * Drops the next rows of runs that were pruned, whenever that was.
   *
   * @return how many changes that were; negative if there is nothing left to drop
   */
  long dropSome(Connection connection) throws SQLException;
}
