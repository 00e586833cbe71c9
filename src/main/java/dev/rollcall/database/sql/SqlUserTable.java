package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.UserFilter;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Field;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the same of the users in every database: which columns they have. */
public abstract class SqlUserTable implements UserTable {

  private final KeptColumns kept;
  private final ExtraColumnRows.Table extras;

  /**
   * @param kept the columns of the users
   * @param extras finds those beside the ones of every user
   */
  protected SqlUserTable(KeptColumns kept, ExtraColumnRows.Table extras) {
    this.kept = kept;
    this.extras = extras;
  }

  @Override
  public final UserColumns columns() {
    return kept.now();
  }

  @Override
  public final UserColumns keep(Connection connection, List<Field> named) throws SQLException {
    kept.set(ExtraColumnRows.of(connection, extras, named));
    return columns();
  }

  @Override
  public final UserColumns keepKnown(Connection connection) throws SQLException {
    kept.set(ExtraColumnRows.known(connection, extras));
    return columns();
  }

  @Override
  public final void know(Connection connection) throws SQLException {
    ExtraColumnRows.know(connection, columns());
  }

  /** The columns of a user to select: id, username, and then those that may be read. */
  protected abstract String selected();

  @Override
  public final List<User> findAfter(Connection connection, long afterId, int most)
      throws SQLException {
    return select(connection, " where id > ? order by id limit ?", afterId, most);
  }

  /** Whatever case the letters A to Z have. */
  protected abstract String like();

  @Override
  public final List<User> list(Connection connection, UserFilter filter) throws SQLException {
    String level = UserSql.value(UserColumn.LEVEL);
    return select(
        connection,
        " where (cast(?1 as bigint) is null or "
            + level
            + " >= ?1) and (cast(?2 as bigint) is null or "
            + level
            + " <= ?2) and (cast(?3 as text) is null or username "
            + like()
            + " ?3 escape '\\') order by username limit ?4",
        filter.levelMin(),
        filter.levelMax(),
        filter.like(),
        filter.most());
  }

  /** The users for whom the rest of the statement asks. */
  protected final List<User> select(Connection connection, String rest, @Nullable Object... values)
      throws SQLException {
    return Sql.list(connection, "select " + selected() + " from users" + rest, this::user, values);
  }

  @Override
  public final boolean isEmpty(Connection connection) throws SQLException {
    return Sql.holds(connection, "select not exists (select 1 from users)");
  }

  @Override
  public final long count(Connection connection) throws SQLException {
    return Sql.number(connection, "select count(*) from users");
  }

  /** The user of a row that has id, username, and then the columns that may be read. */
  protected final User user(ResultSet row) throws SQLException {
    return UserSql.user(row, row.getLong(1), row.getString(2), 3, columns());
  }

  /** Hands over a new user's values, id and username first. */
  public static void put(User user, List<UserColumn> columns, ValueSink sink) throws SQLException {
    sink.number(user.id());
    sink.text(user.username());
    for (UserColumn column : columns) {
      column.give(user, sink);
    }
  }
}
