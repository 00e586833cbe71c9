package dev.rollcall.database;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.RejectCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rejects in the {@link Ledger}, as it works. */
public interface Rejects {

  /** Forgets a run's newest rejects, except those that a retry has settled, undone or not. */
  void dropNewest(Connection connection, long runId, long number) throws SQLException;

  /**
   * A run's rejects that retries have settled, in the order of their lines; also if the retry was
   * undone, as the undo can be undone.
   */
  List<Reject> settled(Connection connection, long runId) throws SQLException;

  /** How many rejects a run has. */
  long countAll(Connection connection, long runId) throws SQLException;

  /**
   * How many rejects of each code a run has, by code name; the rejects are looked at one by one.
   */
  Map<String, RejectCount> count(Connection connection, long runId) throws SQLException;

  /**
   * Passes on a run's rejects that are still to be fixed, in the order of their lines, one at a
   * time.
   *
   * @param by a run whose own work counts as still to be done
   */
  void eachOpen(Connection connection, long runId, long by, Consumer<Reject> consumer)
      throws SQLException;

  /**
   * Notes that the rejects at these lines were fixed, and applied by another run: those of a run,
   * and those of its retries, which are the same rejects.
   */
  void settle(Connection connection, long runId, Collection<Long> lines, long by)
      throws SQLException;

  /** How many of a run's rejects other runs have settled. */
  long countSettled(Connection connection, long runId) throws SQLException;

  /**
   * Opens again, or settles again, what a run has settled. What it did to users whom an undo has
   * left alone is still there: their rejects stay settled.
   *
   * @param open whether it opens them
   * @param undo the run by which that comes, whose rejects are the users it has left alone
   */
  void unsettle(Connection connection, long by, boolean open, long undo) throws SQLException;

  /** Passes a run's rejects on, in the order in which they were added, one at a time. */
  void eachAsAdded(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException;

  /** Whether a run has rejects that are still to be fixed. */
  boolean hasOpen(Connection connection, long runId) throws SQLException;

  /** Passes a run's rejects on, in the order of their lines, one at a time. */
  void each(Connection connection, long runId, Consumer<Reject> consumer) throws SQLException;

  /** A run's first rejects of each code, at most this many of each, in the order of their lines. */
  List<Reject> first(Connection connection, long runId, int mostOfEach) throws SQLException;
}
