package dev.rollcall;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** As much of SQLite's shell as the documents need, for machines that have none: {@code DB SQL}. */
final class SqliteShell {

  private SqliteShell() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(args[1]);
    }
  }
}
