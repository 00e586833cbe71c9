package dev.rollcall.database;

import java.util.List;
import java.util.Map;

/**
 * A database that is copied whole into another one. Nobody can write to it until its first mark.
 * Not thread-safe; every method throws a {@link dev.rollcall.problem.Failure} for what goes wrong.
 */
public interface CopySource extends AutoCloseable {

  /**
   * The users and the ledger.
   *
   * @throws dev.rollcall.problem.Failure {@code SCHEMA_INVALID} if it has what can't be copied
   */
  List<CopiedTable> tables();

  /** The columns that users have beside those of every user: whether each holds texts. */
  Map<String, Boolean> extraColumns();

  /** Passes on every row. */
  void each(CopiedTable table, CopiedTable.Taker taker);

  /** The highest id that a user has had. */
  long lastUserId();

  /**
   * Marks it, so that nobody imports into it by mistake; survives a loss of power.
   *
   * @param address where the copy is
   * @param done whether the copy is known to be there
   */
  void mark(String address, boolean done);

  @Override
  void close();
}
