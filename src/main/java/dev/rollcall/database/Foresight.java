package dev.rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells one who prepares writes before their transaction whether they may still be written. Each
 * look is compared with the one before. Not thread-safe.
 */
public interface Foresight {

  /**
   * What a transaction has before it that has written nothing yet.
   *
   * @param undisturbed whether nobody else has written since the look before; not known at the
   *     first
   * @param nobody whether there were no users at the first look, and nobody else has written since
   * @param next the ids that come next
   */
  record Footing(boolean undisturbed, boolean nobody, NextIds next) {}

  /**
   * Looks, in the transaction that is going to write.
   *
   * @param change the id that the next change gets where ids go by the places of rows, as several
   *     may write at the same time
   */
  Footing look(Connection connection, long change) throws SQLException;
}
