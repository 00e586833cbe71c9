package dev.rollcall.database.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Short statements, in one line each. Values are bound; the text of a statement is always fixed. A
 * value that is needed more than once has a number: {@code ?1} is the first. Every method works on
 * the connection of the caller's transaction.
 */
public final class Sql {

  /** A number of a value; or what is in quotes, where there is none. */
  private static final Pattern NUMBERED = Pattern.compile("\\?(\\d)|\"[^\"]*+\"|'[^']*+'");

  private Sql() {}

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  public static long number(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return row(connection, sql, row -> row.getLong(1), values);
  }

  /** The first column of the only row, which is a condition. */
  public static boolean holds(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return row(connection, sql, row -> row.getBoolean(1), values);
  }

  /** The first column of every row; null is an empty text. */
  public static List<String> texts(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return list(connection, sql, row -> Objects.requireNonNullElse(row.getString(1), ""), values);
  }

  /** Takes a row of a result. */
  public interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** Makes something of a row of a result. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What is made of the first row. */
  public static <T> T row(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    List<T> rows = list(connection, sql, reader, values);
    if (rows.isEmpty()) {
      throw new SQLException("no answer to " + sql);
    }
    return rows.get(0);
  }

  /** What is made of each row. */
  public static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(connection, sql, row -> rows.add(reader.read(row)), values);
    return rows;
  }

  /** Passes on every row. */
  public static void each(
      Connection connection, String sql, RowTaker taker, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        taker.take(result);
      }
    }
  }

  /** Executes a statement that changes rows, and says how many. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    Matcher numbered = NUMBERED.matcher(sql);
    StringBuilder plain = new StringBuilder();
    List<@Nullable Object> inOrder = new ArrayList<>();
    while (numbered.find()) {
      if (numbered.group(1) != null) {
        inOrder.add(values[Integer.parseInt(numbered.group(1)) - 1]);
        numbered.appendReplacement(plain, "?");
      }
    }
    if (inOrder.isEmpty()) {
      return bind(connection.prepareStatement(sql), Arrays.asList(values));
    }
    numbered.appendTail(plain);
    return bind(connection.prepareStatement(plain.toString()), inOrder);
  }

  private static PreparedStatement bind(
      PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
