package dev.rollcall.database.sql;

import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pieces of SQL that go over the columns of a user, in the order of {@link UserColumn}. */
public final class UserSql {

  /** Of the table of users: id and username first. */
  public static final List<String> COLUMNS = columns();

  /** These as SQL's strings, with commas between. */
  public static final String KNOWN =
      COLUMNS.stream().map(column -> "'" + column + "'").collect(Collectors.joining(", "));

  private UserSql() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("id", "username"));
    UserColumn.ALL.forEach(column -> columns.add(column.word()));
    return List.copyOf(columns);
  }

  /** Something for each column, with commas between. */
  public static String list(Function<UserColumn, String> piece) {
    return join(", ", piece);
  }

  /** Something for each column. */
  public static String join(String between, Function<UserColumn, String> piece) {
    return UserColumn.ALL.stream().map(piece).collect(Collectors.joining(between));
  }

  /** What counts as the value of a user in the table: another program may have left it null. */
  public static String value(UserColumn column) {
    String name = "users." + column.word();
    Long otherwise = column.otherwise();
    return otherwise == null ? name : "coalesce(" + name + ", " + otherwise + ")";
  }

  /** The user of a row that has the columns one after the other from this place on. */
  public static User user(ResultSet row, long id, String username, int first) throws SQLException {
    return User.of(
        id,
        username,
        new User.Columns<SQLException>() {
          @Override
          public @Nullable String text(UserColumn column) throws SQLException {
            return row.getString(first + column.ordinal());
          }

          @Override
          public long number(UserColumn column) throws SQLException {
            return row.getLong(first + column.ordinal());
          }
        });
  }

  /** Says that there is nothing in the column, since there is no user. */
  public static void putNothing(UserColumn column, ValueSink sink) throws SQLException {
    if (column.isText()) {
      sink.text(null);
    } else {
      sink.nothing();
    }
  }
}
