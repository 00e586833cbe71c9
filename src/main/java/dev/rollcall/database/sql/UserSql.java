package dev.rollcall.database.sql;

import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pieces of SQL that go over the columns of a user, in their order. */
public final class UserSql {

  /** Of the table of users, as far as every user has them: id and username first. */
  public static final List<String> COLUMNS = names(UserColumn.OWN);

  /** These as SQL's strings, with commas between. */
  public static final String KNOWN =
      COLUMNS.stream().map(column -> "'" + column + "'").collect(Collectors.joining(", "));

  private UserSql() {}

  /** The names of id, username and these, as a statement has them. */
  public static List<String> names(List<UserColumn> columns) {
    List<String> names = new ArrayList<>(List.of("id", "username"));
    columns.forEach(column -> names.add(name(column)));
    return List.copyOf(names);
  }

  /** Something for each column of every user, with commas between. */
  public static String list(Function<UserColumn, String> piece) {
    return list(UserColumn.OWN, piece);
  }

  /** Something for each column, with commas between. */
  public static String list(List<UserColumn> columns, Function<UserColumn, String> piece) {
    return columns.stream().map(piece).collect(Collectors.joining(", "));
  }

  /** Something for each column of every user. */
  public static String join(String between, Function<UserColumn, String> piece) {
    return UserColumn.OWN.stream().map(piece).collect(Collectors.joining(between));
  }

  /** What counts as the value of each column that may be read. */
  public static String values(UserColumns columns) {
    return list(columns.readable(), UserSql::value);
  }

  /** What counts as the value of a user in the table: another program may have left it null. */
  public static String value(UserColumn column) {
    String name = "users." + name(column);
    Long otherwise = column.otherwise();
    return otherwise == null ? name : "coalesce(" + name + ", " + otherwise + ")";
  }

  /** The name of a column in the table of users. */
  public static String name(UserColumn column) {
    return column instanceof ExtraColumn ? quoted(column.word()) : column.word();
  }

  /** A name as SQL has it, whatever characters it has. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A name for it in a table of our own. */
  public static String alias(UserColumn column) {
    return column instanceof ExtraColumn ? "extra_" + column.place() : column.word();
  }

  /**
   * The user of a row that has the columns which may be read one after the other from this place
   * on.
   */
  public static User user(ResultSet row, long id, String username, int first, UserColumns columns)
      throws SQLException {
    return User.of(
        id,
        username,
        new User.Columns<SQLException>() {
          @Override
          public @Nullable String text(UserColumn column) throws SQLException {
            return row.getString(first + column.place());
          }

          @Override
          public long number(UserColumn column) throws SQLException {
            return row.getLong(first + column.place());
          }

          @Override
          public Extras extras() throws SQLException {
            return UserSql.extras(columns, (column, at) -> value(row, first + at, column));
          }
        });
  }

  /** Reads what a user has in an extra column. */
  public interface Reader<E extends Exception> {

    /**
     * A {@code Long} or a {@code String}, as the column is; null for nothing.
     *
     * @param at where it is among the columns that may be read, from 0
     */
    @Nullable Object value(ExtraColumn column, int at) throws E;
  }

  /** What a user has in extra columns, as far as they may be read. */
  public static <E extends Exception> Extras extras(UserColumns columns, Reader<E> reader)
      throws E {
    if (!columns.hasExtras()) {
      return Extras.NONE;
    }
    Extras.Builder extras = new Extras.Builder(columns);
    int at = UserColumn.OWN.size();
    for (ExtraColumn column : columns.extras()) {
      if (!column.isSecret()) {
        extras.set(column, reader.value(column, at++));
      }
    }
    return extras.build();
  }

  private static @Nullable Object value(ResultSet row, int at, ExtraColumn column)
      throws SQLException {
    if (column.isText()) {
      return row.getString(at);
    }
    long number = row.getLong(at);
    return row.wasNull() ? null : (Long) number;
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
