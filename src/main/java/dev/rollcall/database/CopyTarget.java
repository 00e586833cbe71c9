package dev.rollcall.database;

/**
 * A database into which another one is copied, in one transaction. Not thread-safe; every method
 * throws a {@link dev.rollcall.problem.Failure} for what goes wrong, and what was not committed is
 * not there then.
 */
public interface CopyTarget extends AutoCloseable {

  /** Whether it has neither users nor runs. */
  boolean isEmpty();

  /**
   * Adds a column to the users.
   *
   * @param text whether it holds texts, else whole numbers
   */
  void addColumn(String name, boolean text);

  /** Puts rows into a table; they are taken in the order of its key. */
  Filling fill(CopiedTable table);

  /** A table that is being filled. */
  interface Filling extends CopiedTable.Taker, AutoCloseable {

    /** Says that there are no more rows. */
    void end();

    /** Without an end before, the rows are given up. */
    @Override
    void close();
  }

  /** Passes on every row, as it is there now. */
  void each(CopiedTable table, CopiedTable.Taker taker);

  /** Says behind which ids those of new users and rejects begin. */
  void continueAfter(long lastUserId);

  /** Ends the transaction. */
  void commit();

  /** Without a commit before, nothing was written. */
  @Override
  void close();
}
