package dev.rollcall.database;

import dev.rollcall.runs.Run;
import dev.rollcall.runs.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds runs by what they are, past the entities, and where an index leads to them: a start takes
 * no longer when there were a hundred thousand runs before. Every method works on the connection of
 * the caller's transaction. Not thread-safe.
 */
public interface RunIndex {

  /** Those among the newest runs of which the ledger has what no run writes; newest first. */
  List<Long> damaged(Connection connection, int newest) throws SQLException;

  /** All others of them. */
  List<Long> sound(Connection connection, int newest) throws SQLException;

  /** Whether a run, its rows, and all runs that undo it or import its rejects are sound. */
  boolean isSound(Connection connection, long runId) throws SQLException;

  /** The runs of any job that are said to be at work; without those that are damaged. */
  List<Long> startedRuns(Connection connection) throws SQLException;

  /** The job's runs that can be continued, newest first: their sources' names by number. */
  Map<Long, String> openRuns(Connection connection, String job) throws SQLException;

  /**
   * The job's newest import that did all it was to do, older than a run; 0 if there is none.
   *
   * @param below {@link Long#MAX_VALUE} for the newest of all
   */
  long newestCompleted(Connection connection, String job, long below) throws SQLException;

  /**
   * The imports of this content, newest first.
   *
   * @param job of which they are; null for all jobs
   */
  List<Long> runsOfContent(Connection connection, @Nullable String job, String sha256)
      throws SQLException;

  /** The run that imported what the job had last from this path; 0 if none did. */
  long newestDelivered(Connection connection, String job, String path) throws SQLException;

  /** Notes that a run imported this, which came last from its path. */
  void deliver(Connection connection, Source source, Run run) throws SQLException;

  /** The run, the retries of its rejects, the retries of theirs, and so on; in their order. */
  List<Long> withRetries(Connection connection, long runId) throws SQLException;

  /**
   * Whether there are changes above this one that are not of a run, its retries, or their undos;
   * also of those that were pruned.
   */
  boolean othersHaveWritten(Connection connection, long runId, long after) throws SQLException;

  /** The newest run whose rejects are noted to be in this file; 0 if there is none. */
  long newestWithRejectFile(Connection connection, String file) throws SQLException;

  /**
   * The newest import or retry, older than a run, that has rejects which are not settled, or is a
   * retry that can be continued; 0 if there is none.
   *
   * @param job of which it is; null for any
   * @param below {@link Long#MAX_VALUE} for the newest of all
   */
  long newestWithRejectsLeft(Connection connection, @Nullable String job, long below)
      throws SQLException;

  /** Whether any run has written rejects that may be imported once more. */
  boolean hasRejectFiles(Connection connection) throws SQLException;
}
