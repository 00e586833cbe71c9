package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens connections for statements that are not ours: nothing can be written through them. */
final class ReadOnlyConnections {

  /**
   * How long a writer is waited for that keeps readers out; one with a write-ahead log never does.
   */
  private static final int BUSY_MILLIS = 30_000;

  private ReadOnlyConnections() {}

  /**
   * Opens one.
   *
   * @param longestBytes no text, blob or row may be longer
   */
  static Connection open(SqliteFile file, int longestBytes) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(longestBytes));
    config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
    Connection connection = config.createConnection(file.url());
    try {
      // A database may come from anywhere; what its schema calls must do no harm.
      Sql.execute(connection, "pragma trusted_schema = off");
      Sql.execute(connection, "pragma query_only = on");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
