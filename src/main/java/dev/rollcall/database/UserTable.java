package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Field;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code users} table, many rows at a time: the seam behind which databases differ.
 *
 * <p>Every method works on the connection of the caller's transaction and commits nothing. The
 * writing methods put rows in the order of their list, and throw if the database did not touch
 * exactly as many rows as they were given. Not thread-safe.
 */
public interface UserTable {

  /** To {@link #insertion} for users who all have had their ids before. */
  long NO_ID_GIVEN = Long.MAX_VALUE;

  /** The columns that users have for whoever works with them now. */
  UserColumns columns();

  /**
   * From now on users have these columns, and those that the database is known to have.
   *
   * @param named the extra columns that a job names
   * @throws Failure {@code COLUMN_UNUSABLE} if the table has no such column, or one that can't be
   *     worked with
   */
  UserColumns keep(Connection connection, List<Field> named) throws SQLException;

  /** From now on users have all columns that the database is known to have, to be written, too. */
  UserColumns keepKnown(Connection connection) throws SQLException;

  /** Notes that the database has the extra columns that are kept now, and which are secret. */
  void know(Connection connection) throws SQLException;

  /**
   * The users of these names, compared exactly, by name; names that nobody has are left out. A
   * level that is null in the database counts as {@link LevelRules#DEFAULT_LEVEL}.
   */
  Map<String, User> find(Connection connection, Collection<String> usernames) throws SQLException;

  /** The sought, in their order; users at rest may be shown all the same. */
  FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought) throws SQLException;

  /** The users of these ids; ids that nobody has are left out. */
  List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException;

  /** Users that a filter lets through, by name. */
  List<User> list(Connection connection, UserFilter filter) throws SQLException;

  /**
   * An id such that it and all above it are free and, as far as the database knows, always were;
   * {@link Long#MIN_VALUE} if there is none.
   */
  long nextId(Connection connection) throws SQLException;

  /**
   * Inserts users.
   *
   * @param next the first id that is newly given, or {@link #NO_ID_GIVEN}: those from it on were
   *     foreseen by {@link #nextId}, and the users may get others
   */
  void insert(Connection connection, List<User> users, long next) throws SQLException;

  /**
   * Begins to make users ready to be inserted; on any thread.
   *
   * @param next what {@link #nextId} will be then; all ids from it on are newly given
   */
  Insertion<User> insertion(long next);

  /** Writes only these columns, for the users' ids: a trigger may watch those that stay. */
  void update(Connection connection, List<User> users, List<UserColumn> columns)
      throws SQLException;

  void delete(Connection connection, List<User> users) throws SQLException;

  /** Whether there are no users. */
  boolean isEmpty(Connection connection) throws SQLException;

  /** How many users there are. */
  long count(Connection connection) throws SQLException;

  /** Begins a list of usernames that some input names; one for the connection, gone with it. */
  void beginNamed(Connection connection) throws SQLException;

  /** Adds usernames to the list; those in it already stay. */
  void addNamed(Connection connection, Collection<String> usernames) throws SQLException;

  /**
   * Users by id.
   *
   * @param afterId only those with a higher id
   * @param most how many at most
   */
  List<User> findAfter(Connection connection, long afterId, int most) throws SQLException;

  /**
   * Users whose name is not on the list, by id.
   *
   * @param afterId only those with a higher id
   * @param most how many at most
   */
  List<User> findUnnamed(Connection connection, long afterId, int most) throws SQLException;

  /**
   * The words of the database, if it refused a row by one of its own rules; null if something else
   * went wrong.
   */
  @Nullable String refusal(SQLException exception);

  /**
   * Whether {@code users} has rules beyond its four columns, its key and the unique username, such
   * as triggers, checks or another unique column. What they refuse can depend on the order of the
   * writes.
   */
  boolean hasRulesOfItsOwn(Connection connection) throws SQLException;
}
