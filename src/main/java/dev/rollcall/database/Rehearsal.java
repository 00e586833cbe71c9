package dev.rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells the database that what is written from now on, to the end of the transaction, will be
 * undone: one that would have to tidy up behind it may keep it from the users and the ledger, as
 * long as the transaction sees it there. Not thread-safe.
 */
public interface Rehearsal {

  /** Where what is undone leaves nothing behind. */
  Rehearsal NONE =
      new Rehearsal() {
        @Override
        public void begin(Connection connection, long runId, long after) {}

        @Override
        public void end() {}
      };

  /**
   * Begins, in the transaction.
   *
   * @param runId the run that is rehearsed; rows of other runs need not be seen from now on
   * @param after the newest change when the run began
   */
  void begin(Connection connection, long runId, long after) throws SQLException;

  /** Ends, before the transaction is undone or after. */
  void end();
}
