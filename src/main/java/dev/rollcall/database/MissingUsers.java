package dev.rollcall.database;

import dev.rollcall.runs.Change;
import dev.rollcall.runs.Run;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Who is missing from what mirrors import, since when, and by which change each was retired: a part
 * of the {@link Ledger}, as it works.
 */
public interface MissingUsers {

  /** The last change by which each was retired who may be so still, by name. */
  Map<String, Change> retired(Connection connection) throws SQLException;

  /**
   * Notes that these users are missing from what a mirror imports, since now, unless they were
   * before; those whom it has retired since now in any case.
   *
   * @param ids of users who are there
   * @param after the newest change before the run retired any of these users
   * @param since UTC, ISO 8601, to the second
   */
  void note(Connection connection, Collection<Long> ids, long runId, long after, String since)
      throws SQLException;

  /**
   * The ids of those of these users who have been missing since then or longer.
   *
   * @param moment UTC, ISO 8601, to the second
   */
  Set<Long> since(Connection connection, Collection<User> users, String moment) throws SQLException;

  /**
   * Notes that these users are not missing, and are given back nothing from now on.
   *
   * @param by the run by which they returned or were deleted
   */
  void end(Connection connection, Collection<Long> ids, long by) throws SQLException;

  /**
   * Notes of users whom an undo did not leave alone who of them is retired, as it was before the
   * run that is undone.
   *
   * @param undone that run
   * @param by the undo
   */
  void undo(Connection connection, Run undone, long by) throws SQLException;

  /**
   * Notes of users on the list of those whom the input names that they are not missing now; what
   * was taken from them is kept, for those of whom no row was applied.
   */
  void noteNamed(Connection connection) throws SQLException;
}
