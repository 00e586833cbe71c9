package dev.rollcall.postgresql;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlUserTable;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The users in PostgreSQL: the one place there that knows the SQL of the users table. */
final class PostgresUserTable extends SqlUserTable {

  private final UsersLayout layout;
  private final GivenIds ids;
  private final NameRange.Density density = new NameRange.Density();
  private final SpareBytes spare = new SpareBytes();
  private List<String> keys = List.of();

  /** The list of named users has changed since the planner was told what is in it. */
  private boolean namedAnew;

  /**
   * @param layout of the table
   * @param ids for the ledger, which notes what is done to whom
   * @param kept the columns of the users
   */
  PostgresUserTable(UsersLayout layout, GivenIds ids, KeptColumns kept) {
    super(kept, ExtraColumns::of);
    this.layout = layout;
    this.ids = ids;
  }

  @Override
  protected String selected() {
    return "users.id, users.username, " + UserSql.values(columns());
  }

  @Override
  public Map<String, User> find(Connection connection, Collection<String> usernames)
      throws SQLException {
    Map<String, User> users = new HashMap<>();
    if (usernames.isEmpty()) {
      return users;
    }
    Sql.each(
        connection,
        "select "
            + selected()
            + " from unnest(?) as wanted (username)"
            + " join users on users.username = wanted.username",
        row -> users.put(row.getString(2), user(row)),
        texts(connection, usernames));
    return users;
  }

  @Override
  public FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought)
      throws SQLException {
    NameRange range = density.of(connection, sought, columns());
    if (range != null) {
      FoundUsers inRange = UsersInRange.find(connection, range, columns());
      if (inRange != null) {
        return inRange;
      }
      density.forget();
    }
    SoughtArrays arrays = SoughtArrays.of(sought, columns());
    FoundUsers found = new FoundUsers(sought.size());
    Sql.each(
        connection,
        arrays.query(),
        row -> {
          int at = row.getInt(1) - 1;
          long id = row.getLong(2);
          boolean nobody = row.wasNull();
          found.show(
              at, nobody ? null : UserSql.user(row, id, sought.get(at).username(), 3, columns()));
        },
        arrays.bound(connection));
    return found;
  }

  @Override
  public List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException {
    return select(
        connection,
        " where id = any(?)",
        ColumnArray.numbers(connection, ids.stream().mapToLong(Long::longValue).toArray()));
  }

  @Override
  protected String like() {
    return "ilike";
  }

  /**
   * The next of the sequence, from which other programs get their ids, too; or past all users where
   * it lags behind them, as somebody has given ids past it.
   */
  @Override
  public long nextId(Connection connection) throws SQLException {
    String last =
        layout.sequence() == null
            ? "0"
            : "coalesce(pg_sequence_last_value(" + layout.sequence() + "), 0)";
    // Only past the sequence: at the end of all ids are those that others are just writing, and to
    // see that they are not there yet takes as long as to read them.
    return 1
        + Sql.number(
            connection,
            "select greatest(taken.last, (select max(users.id) from users"
                + " where users.id > taken.last)) from (select "
                + last
                + " as last offset 0) as taken");
  }

  @Override
  public void insert(Connection connection, List<User> users, long next) throws SQLException {
    checkAtOnce(connection);
    insertion(next).execute(connection, users);
    if (layout.hasTriggers()) {
      List<UserColumn> foreseen =
          columns().readable().stream().filter(UserColumn::isForeseen).toList();
      WrittenUsers.require(connection, users, foreseen, ids);
    }
  }

  /** What is put off to the end of the transaction could not be told to be of a row. */
  private void checkAtOnce(Connection connection) throws SQLException {
    if (layout.defers()) {
      Sql.execute(connection, "set constraints all immediate");
    }
  }

  @Override
  public Insertion<User> insertion(long next) {
    return new UserCopy(next, ids, columns(), layout, spare);
  }

  @Override
  public void update(Connection connection, List<User> users, List<UserColumn> columns)
      throws SQLException {
    String assignments =
        columns.stream()
            .map(column -> UserSql.name(column) + " = given." + UserSql.alias(column))
            .collect(Collectors.joining(", "));
    String names = columns.stream().map(UserSql::alias).collect(Collectors.joining(", "));
    List<Array> arrays = new ArrayList<>();
    checkAtOnce(connection);
    arrays.add(ids.of(connection, users));
    for (UserColumn column : columns) {
      arrays.add(ColumnArray.values(connection, users, column));
    }
    String sql =
        "update users set "
            + assignments
            + " from unnest("
            + String.join(", ", arrays.stream().map(array -> "?").toList())
            + ") as given (id, "
            + names
            + ") where users.id = given.id";
    RowIgnoredException.check(Sql.update(connection, sql, arrays.toArray()), users.size());
    if (layout.hasTriggers()) {
      List<UserColumn> shown = columns().readable();
      WrittenUsers.require(
          connection, users, columns.stream().filter(shown::contains).toList(), ids);
    }
  }

  @Override
  public void delete(Connection connection, List<User> users) throws SQLException {
    checkAtOnce(connection);
    RowIgnoredException.check(
        Sql.update(connection, "delete from users where id = any(?)", ids.of(connection, users)),
        users.size());
  }

  @Override
  public void beginNamed(Connection connection) throws SQLException {
    Sql.execute(
        connection,
        "create temp table if not exists rollcall_named"
            + " (username text"
            + layout.collation()
            + " primary key)");
    Sql.execute(connection, "delete from rollcall_named");
  }

  @Override
  public void addNamed(Connection connection, Collection<String> usernames) throws SQLException {
    Sql.update(
        connection,
        "insert into rollcall_named select unnest(?) on conflict do nothing",
        texts(connection, usernames));
    namedAnew = true;
  }

  @Override
  public List<User> findUnnamed(Connection connection, long afterId, int most) throws SQLException {
    if (namedAnew) {
      Sql.execute(connection, "analyze rollcall_named");
      namedAnew = false;
    }
    return select(
        connection,
        " where id > ? and not exists (select 1 from rollcall_named as named"
            + " where named.username = users.username) order by id limit ?",
        afterId,
        most);
  }

  /** Two users of one name, or id, are a matter of two who write at once. */
  @Override
  public @Nullable String refusal(SQLException exception) {
    return exception instanceof RowIgnoredException
        ? exception.getMessage()
        : PostgresErrors.refusal(exception, keys);
  }

  @Override
  public boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    boolean rules =
        UserRules.hasRulesOfItsOwn(connection)
            || columns().hasExtras() && UserRules.areAnyRequired(connection, extras(connection));
    keys = rules ? UserRules.keys(connection) : List.of();
    return rules;
  }

  private Array extras(Connection connection) throws SQLException {
    return texts(connection, columns().extras().stream().map(UserColumn::word).toList());
  }

  /** Without those that the server can't hold: nobody has such a name. */
  private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return ColumnArray.texts(
        connection, texts.stream().filter(text -> text.indexOf('\0') < 0).toArray(String[]::new));
  }
}
