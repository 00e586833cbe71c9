package dev.rollcall.database;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.NetChange;
import dev.rollcall.runs.Pace;
import dev.rollcall.runs.Touched;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's many rows, written and read past the entities. Every method works on the connection
 * of the caller's transaction and commits nothing. Not thread-safe.
 */
public interface Ledger {

  /** The parts of runs, and how far they are. */
  Parts parts();

  /** What it has of runs that are handed out to workers; null where none can be. */
  default @Nullable HandedOut handedOut() {
    return null;
  }

  /** Where runs are looked for by what they are. */
  RunIndex runIndex();

  Rejects rejects();

  MissingUsers missing();

  /** Adds changes, in their order. */
  void addChanges(Connection connection, long runId, List<Change> changes) throws SQLException;

  /**
   * Begins to make changes ready to be added, in their order; on any thread.
   *
   * @param first the id of the first of them: one more than that of the {@link #newestChange} when
   *     they are added
   */
  Insertion<Change> insertion(long runId, long first);

  void addRejects(Connection connection, long runId, List<Reject> rejects) throws SQLException;

  /** The newest change of any run, 0 if there is none. */
  long newestChange(Connection connection) throws SQLException;

  /** Whether any other run has changed anything after that change, or may have. */
  boolean othersHaveChanged(Connection connection, long runId, long after) throws SQLException;

  /**
   * How many changes of each kind a run has made.
   *
   * @param after the newest change when the run began; only those above are looked at
   */
  Map<Change.Kind, Long> countChanges(Connection connection, long runId, long after)
      throws SQLException;

  /**
   * What a run did to users that were there before it, each user counted once, however many of the
   * run's rows named it.
   *
   * @param after the newest change when the run began
   */
  Touched touched(Connection connection, long runId, long after) throws SQLException;

  /** How many changes moved a level from where to where, by both. */
  List<Move> moves(Connection connection, long runId, long after) throws SQLException;

  /** How many users the run created on each level; of changes after that id. */
  Map<Long, Long> createdLevels(Connection connection, long runId, long after) throws SQLException;

  /**
   * Makes a list of what a run did to each user that it touched; one for the connection, gone with
   * it.
   *
   * @param after the newest change when the run began
   * @return how many users there are on the list
   */
  long beginNet(Connection connection, long runId, long after) throws SQLException;

  /**
   * Undoes what the run did to users on that list about whom there is nothing to decide: first
   * those whom it created and who were as it left them when the list was made, then those whom it
   * deleted and whose names and ids nobody has. Each leaves a change, and the list. Only where
   * {@code users} has no rules of its own.
   *
   * @param by the run whose changes they are
   * @param end above every position on the list; their distance from it is the changes' line
   * @param most how many users at most
   * @return what became of them; nothing was read if there are no more
   */
  Counts undoUndisputed(Connection connection, long by, long end, String reason, int most)
      throws SQLException;

  /**
   * What is on that list, in an order in which it can be undone: an id that two users have had, one
   * after the other, is free before it is needed.
   *
   * @param below only those at a lower position; the first time {@link Long#MAX_VALUE}
   * @param most how many at most
   */
  List<NetChange> net(Connection connection, long below, int most) throws SQLException;

  /** Passes a run's changes on, in the order in which they were made, one at a time. */
  void eachChange(Connection connection, long runId, long after, Consumer<Change> consumer)
      throws SQLException;

  /** A run's first changes in the order of their lines, at most this many. */
  List<Change> firstChanges(Connection connection, long runId, long after, int most)
      throws SQLException;

  /**
   * A user's past.
   *
   * @param user as the user is now; null if there is none of this name
   * @param most the newest changes, at most this many
   */
  UserHistory history(Connection connection, String username, @Nullable User user, int most)
      throws SQLException;

  /**
   * Notes that a run has just written rows.
   *
   * @param part of which they are, by its number
   * @param begunMillis when it began to write, or began again: milliseconds since 1970, UTC
   */
  void addPace(Connection connection, long runId, int part, long begunMillis, long rows)
      throws SQLException;

  /** When a run wrote how many rows, oldest first; nothing of a run before this was noted. */
  List<Pace> pace(Connection connection, long runId) throws SQLException;
}
