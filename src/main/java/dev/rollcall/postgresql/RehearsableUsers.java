package dev.rollcall.postgresql;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.Sought;
import dev.rollcall.database.UserFilter;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Field;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users, or while a run is rehearsed, the users as it would leave them. */
final class RehearsableUsers implements UserTable {

  private final UserTable table;
  private @Nullable RehearsedUsers rehearsed;

  RehearsableUsers(UserTable table) {
    this.table = table;
  }

  void beginRehearsal(Connection connection) throws SQLException {
    rehearsed = new RehearsedUsers(table, table.nextId(connection));
  }

  void endRehearsal() {
    rehearsed = null;
  }

  private UserTable now() {
    return rehearsed == null ? table : rehearsed;
  }

  @Override
  public UserColumns columns() {
    return now().columns();
  }

  @Override
  public UserColumns keep(Connection connection, List<Field> named) throws SQLException {
    return now().keep(connection, named);
  }

  @Override
  public UserColumns keepKnown(Connection connection) throws SQLException {
    return now().keepKnown(connection);
  }

  @Override
  public void know(Connection connection) throws SQLException {
    now().know(connection);
  }

  @Override
  public Map<String, User> find(Connection connection, Collection<String> usernames)
      throws SQLException {
    return now().find(connection, usernames);
  }

  @Override
  public FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought)
      throws SQLException {
    return now().findUnlessAtRest(connection, sought);
  }

  @Override
  public List<User> findAfter(Connection connection, long afterId, int most) throws SQLException {
    return now().findAfter(connection, afterId, most);
  }

  @Override
  public List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException {
    return now().findByIds(connection, ids);
  }

  @Override
  public List<User> list(Connection connection, UserFilter filter) throws SQLException {
    return now().list(connection, filter);
  }

  @Override
  public long nextId(Connection connection) throws SQLException {
    return now().nextId(connection);
  }

  @Override
  public void insert(Connection connection, List<User> users, long next) throws SQLException {
    now().insert(connection, users, next);
  }

  @Override
  public Insertion<User> insertion(long next) {
    return now().insertion(next);
  }

  @Override
  public void update(Connection connection, List<User> users, List<UserColumn> columns)
      throws SQLException {
    now().update(connection, users, columns);
  }

  @Override
  public void delete(Connection connection, List<User> users) throws SQLException {
    now().delete(connection, users);
  }

  @Override
  public boolean isEmpty(Connection connection) throws SQLException {
    return now().isEmpty(connection);
  }

  @Override
  public long count(Connection connection) throws SQLException {
    return now().count(connection);
  }

  @Override
  public void beginNamed(Connection connection) throws SQLException {
    now().beginNamed(connection);
  }

  @Override
  public void addNamed(Connection connection, Collection<String> usernames) throws SQLException {
    now().addNamed(connection, usernames);
  }

  @Override
  public List<User> findUnnamed(Connection connection, long afterId, int most) throws SQLException {
    return now().findUnnamed(connection, afterId, most);
  }

  @Override
  public @Nullable String refusal(SQLException exception) {
    return now().refusal(exception);
  }

  @Override
  public boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    return now().hasRulesOfItsOwn(connection);
  }
}
