package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that is locked against other runs, up to date, and open for writing. */
public interface WritableDatabase extends AutoCloseable {

  /** Where transactions begin; one at a time. */
  DataSource dataSource();

  UserTable users();

  Ledger ledger();

  /** For one who prepares writes; a new one for each. */
  Foresight foresight();

  /** For work that will be undone. */
  default Rehearsal rehearsal() {
    return Rehearsal.NONE;
  }

  /** Looks users up while a transaction is under way; null where nobody can. */
  @Nullable UsersAhead ahead();

  /** Opens others who write at the same time; null where one writes at a time. */
  default @Nullable Writers writers() {
    return null;
  }

  /**
   * Makes sure that all that was committed survives a loss of power; to be done before anything is
   * deleted that could repeat it.
   */
  void sync();

  /** For one who prunes the ledger; a new one for each. */
  Pruning pruning();

  /** How large it is. */
  Space space();

  /**
   * Makes sure that {@link #compact} changes nothing that another program may count on.
   *
   * @throws Failure {@code VACUUM_RENUMBERS} if it has tables whose rows would be numbered anew
   */
  void requireCompactable();

  /**
   * Gives the space that holds nothing back to the disk, by writing the database anew: while that
   * lasts it needs room for two more of it. No transaction may be under way.
   */
  void compact();

  /** Closes it and gives the lock back, whatever fails of it. */
  @Override
  void close();
}
