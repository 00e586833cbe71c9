package dev.rollcall.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short statements, in one line each. Values are bound; the text of a statement is always fixed.
 */
final class Sql {

  private Sql() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  static long number(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet result = statement.executeQuery()) {
      if (!result.next()) {
        throw new SQLException("no answer to " + sql);
      }
      return result.getLong(1);
    }
  }

  /** Takes a row of a result. */
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** Passes on every row. */
  static void each(Connection connection, String sql, RowTaker taker, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        taker.take(result);
      }
    }
  }

  /** Executes a statement that changes rows, and says how many. */
  static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The first column of every row; null is an empty text. */
  static List<String> texts(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        String text = result.getString(1);
        texts.add(text == null ? "" : text);
      }
    }
    return texts;
  }

  static boolean hasTable(Connection connection, String name) throws SQLException {
    String sql = "select count(*) from sqlite_master where type = 'table' and name = ?";
    return number(connection, sql + " collate nocase", name) > 0;
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
