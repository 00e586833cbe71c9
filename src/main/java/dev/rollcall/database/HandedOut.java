package dev.rollcall.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of runs that are handed out to workers, of which there is one at a time: its
 * manager has the run lock. Every method works on the connection of the caller's transaction, and
 * commits nothing.
 */
public interface HandedOut {

  /**
   * Hands a run out, of whose parts nobody has failed yet; in place of how it was handed out
   * before.
   *
   * @param run its name, definition and time are those of the ledger
   * @param parts those that there are
   * @param rows of all of them
   */
  void begin(
      Connection connection, HandedRun run, List<HandedPart> parts, Iterator<StagedBlock> rows)
      throws SQLException;

  /** Ends the sessions of all workers, as far as the user may. They can come back. */
  void endWorkers(Connection connection) throws SQLException;

  /**
   * Takes all parts of a run back: nobody who has one can commit anything from then on. Must be
   * called before the transaction has seen anything.
   *
   * @throws SQLException also if chunks that are being written are not committed within seconds
   */
  void recall(Connection connection, long runId) throws SQLException;

  /** Forgets that a run was handed out. */
  void end(Connection connection, long runId) throws SQLException;

  /** What is in the queue; in a transaction of its own, which is undone. */
  PartQueue queue(Connection connection) throws SQLException;

  /** How many hold a part: see {@link #hold}. */
  long working(Connection connection) throws SQLException;

  /**
   * A short name that the same place in another database has not, in letters, digits, points,
   * dashes and underscores.
   */
  String place(Connection connection) throws SQLException;

  /** What workers could not do, of all parts that are where they failed. */
  List<PartFailure> failures(Connection connection, long runId) throws SQLException;

  /** The run; null if it is not handed out any more. */
  @Nullable HandedRun run(Connection connection, long runId) throws SQLException;

  /**
   * Notes that somebody works on a part.
   *
   * @param worker for people
   * @return null if it is not of this epoch any more; nothing is noted then
   */
  @Nullable HandedPart take(Connection connection, long runId, int part, int epoch, String worker)
      throws SQLException;

  /** Notes what somebody could not do of a part, if it is of this epoch. */
  void fail(Connection connection, long runId, int part, int epoch, String words)
      throws SQLException;

  /** The block with the row at this place, and those behind it, at most this many. */
  List<StagedBlock> staged(Connection connection, long runId, long place, int most)
      throws SQLException;

  /**
   * Holds a part to the end of the transaction: whoever gets the run lock meanwhile ends the
   * session.
   */
  void hold(Connection connection) throws SQLException;

  /** Says that whoever has this connection lives. */
  void beat(Connection connection) throws SQLException;

  /** Nobody else can commit a chunk that has rejects before the transaction ends. */
  void lockRejects(Connection connection) throws SQLException;

  /** How many rejects are committed of all parts of a run but this one. */
  long rejectedElsewhere(Connection connection, long runId, int part) throws SQLException;

  /** Who has done which part of a run; none of a run that was never handed out. */
  List<PartShare> shares(Connection connection, long runId) throws SQLException;

  /** How fast they were; reads all that is known of a run's pace. */
  List<PartPace> paces(Connection connection, long runId) throws SQLException;
}
