package dev.rollcall.sqlite;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.ExtrasText;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlUserTable;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersByColumns;
import dev.rollcall.sqlite.image.BulkInsert;
import dev.rollcall.sqlite.image.Images;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The users in SQLite: the one place that knows the SQL of the users table. */
public final class SqliteUserTable extends SqlUserTable {

  private final Images images;
  private final boolean idsAreGiven;

  /**
   * The users of a database.
   *
   * @param database whose connection, or one like it, every method is given, and which nobody has
   *     just now
   * @param kept their columns
   */
  public SqliteUserTable(SqliteDatabase database, KeptColumns kept) {
    super(kept, new ExtraColumns());
    this.images = database.images();
    this.idsAreGiven = TableFacts.of(database, "users").numbersRows();
  }

  /** The users of whatever connection the methods are given; slower with many rows. */
  public SqliteUserTable() {
    super(new KeptColumns(), new ExtraColumns());
    this.images = Images.none();
    this.idsAreGiven = false;
  }

  /** A table of another program may let a username be null; no file can name that user either. */
  @Override
  protected String selected() {
    return "id, coalesce(username, ''), " + UserSql.values(columns());
  }

  private static BulkInsert<User> insert(List<UserColumn> given) {
    return new BulkInsert<>("users", UserSql.names(given), (user, sink) -> put(user, given, sink));
  }

  @Override
  public Map<String, User> find(Connection connection, Collection<String> usernames)
      throws SQLException {
    Map<String, User> users = new HashMap<>();
    if (usernames.isEmpty() || isEmpty(connection)) {
      return users;
    }
    // All names in one value: one bind instead of one a name, and one plan for any number of them.
    // The cross join keeps the names the outer loop.
    Sql.each(
        connection,
        "select users.id, users.username, "
            + UserSql.values(columns())
            + " from json_each(?) as wanted cross join users on users.username = wanted.value",
        row -> users.put(row.getString(2), user(row)),
        ExtrasText.array(usernames));
    return users;
  }

  @Override
  public FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought)
      throws SQLException {
    if (sought.size() >= BulkInsert.FEWEST_IN_IMAGE) {
      FoundUsers found = SoughtUsers.find(connection, images, sought, columns());
      if (found != null) {
        return found;
      }
    }
    Set<String> usernames = new HashSet<>();
    sought.forEach(each -> usernames.add(each.username()));
    return FoundUsers.of(sought, find(connection, usernames));
  }

  @Override
  public List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException {
    return select(connection, " where id in (select value from json_each(?))", ids.toString());
  }

  @Override
  protected String like() {
    return "like";
  }

  @Override
  public long nextId(Connection connection) throws SQLException {
    long highest = Sql.number(connection, "select coalesce(max(id), 0) from users");
    // An autoincrement table remembers the ids of users that are gone.
    String remembers = "select count(*) from sqlite_master where name = 'sqlite_sequence'";
    if (Sql.number(connection, remembers) > 0) {
      String last = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'users'";
      highest = Math.max(highest, Sql.number(connection, last));
    }
    return 1 + highest;
  }

  @Override
  public void insert(Connection connection, List<User> users, long next) throws SQLException {
    insertion().execute(connection, users);
  }

  @Override
  public Insertion<User> insertion(long next) {
    return idsAreGiven && columns().areForeseen()
        ? insert(columns().written()).begin(images, User::id, next)
        : insertion();
  }

  private Insertion<User> insertion() {
    return new UsersByColumns<>(columns(), given -> insert(given).begin(images));
  }

  @Override
  public void update(Connection connection, List<User> users, List<UserColumn> columns)
      throws SQLException {
    String assignments =
        columns.stream()
            .map(column -> UserSql.name(column) + " = ?")
            .collect(Collectors.joining(", "));
    String sql = "update users set " + assignments + " where id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (User user : users) {
        int index = 1;
        for (UserColumn column : columns) {
          statement.setObject(index++, column.stored(user));
        }
        statement.setLong(index, user.id());
        RowIgnoredException.check(statement.executeUpdate(), 1);
      }
    }
  }

  @Override
  public void delete(Connection connection, List<User> users) throws SQLException {
    if (users.size() >= BulkInsert.FEWEST_IN_IMAGE) {
      deleteAtOnce(connection, users);
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("delete from users where id = ?")) {
      for (User user : users) {
        statement.setLong(1, user.id());
        RowIgnoredException.check(statement.executeUpdate(), 1);
      }
    }
  }

  private static void deleteAtOnce(Connection connection, List<User> users) throws SQLException {
    StringJoiner ids = new StringJoiner(",", "[", "]");
    users.forEach(user -> ids.add(Long.toString(user.id())));
    String sql = "delete from users where id in (select value from json_each(?))";
    RowIgnoredException.check(Sql.update(connection, sql, ids.toString()), users.size());
  }

  @Override
  public void beginNamed(Connection connection) throws SQLException {
    Sql.execute(
        connection,
        "create temp table if not exists rollcall_named (username text primary key) without rowid");
    Sql.execute(connection, "delete from temp.rollcall_named");
  }

  @Override
  public void addNamed(Connection connection, Collection<String> usernames) throws SQLException {
    Sql.update(
        connection,
        "insert or ignore into temp.rollcall_named select value from json_each(?)",
        ExtrasText.array(usernames));
  }

  @Override
  public List<User> findUnnamed(Connection connection, long afterId, int most) throws SQLException {
    return select(
        connection,
        " where id > ? and not exists (select 1 from temp.rollcall_named as named"
            + " where named.username = users.username collate binary) order by id limit ?",
        afterId,
        most);
  }

  @Override
  public @Nullable String refusal(SQLException exception) {
    return exception instanceof RowIgnoredException
        ? exception.getMessage()
        : SqliteErrors.refusal(exception);
  }

  @Override
  public boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    return UserRules.hasRulesOfItsOwn(connection);
  }
}
