package dev.rollcall.postgresql;

import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at users who were just written, where a trigger may have made something else of them. */
final class WrittenUsers {

  private WrittenUsers() {}

  /**
   * Makes sure that they are there as they were written.
   *
   * @param columns that were written, and may be read
   */
  static void require(
      Connection connection, List<User> users, List<UserColumn> columns, GivenIds ids)
      throws SQLException {
    List<Array> arrays = new ArrayList<>();
    arrays.add(ids.of(connection, users));
    arrays.add(
        ColumnArray.texts(connection, users.stream().map(User::username).toArray(String[]::new)));
    StringBuilder names = new StringBuilder("id, username");
    StringBuilder differs = new StringBuilder("users.username is distinct from given.username");
    for (UserColumn column : columns) {
      arrays.add(ColumnArray.values(connection, users, column));
      String name = UserSql.alias(column);
      names.append(", ").append(name);
      differs.append(" or users.").append(UserSql.name(column));
      differs.append(" is distinct from given.").append(name);
    }
    String sql =
        "select exists (select 1 from unnest("
            + String.join(", ", arrays.stream().map(array -> "?").toList())
            + ") as given ("
            + names
            + ") left join users on users.id = given.id where "
            + differs
            + ")";
    if (Sql.holds(connection, sql, arrays.toArray())) {
      throw RowIgnoredException.changed();
    }
  }
}
