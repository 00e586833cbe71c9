package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Field;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
    List<User> users = new ArrayList<>();
    Sql.each(
        connection,
        "select " + selected() + " from users where id > ? order by id limit ?",
        row -> users.add(user(row)),
        afterId,
        most);
    return users;
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
