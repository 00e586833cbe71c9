package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What its owner has made of a table.
 *
 * @param definition the statement that created it; null if there is none
 * @param numbersRows whether its integer primary key is what its rows are numbered by, so that a
 *     row that comes without one gets the next
 */
record TableFacts(@Nullable String definition, boolean numbersRows) {

  /** Looks, while nobody has the connection. */
  static TableFacts of(SqliteDatabase database, String table) {
    return database.ask(connection -> of(connection, table));
  }

  /** Whether there is a table of this name, in whatever case. */
  static boolean exists(Connection connection, String name) throws SQLException {
    String sql = "select count(*) from sqlite_master where type = 'table' and name = ?";
    return Sql.number(connection, sql + " collate nocase", name) > 0;
  }

  private static TableFacts of(Connection connection, String table) throws SQLException {
    List<String> definitions =
        Sql.texts(
            connection, "select sql from sqlite_master where type = 'table' and name = ?", table);
    // Any other primary key has an index: that of a table without rows, or one in descending order.
    long otherKeys =
        Sql.number(
            connection, "select count(*) from pragma_index_list(?) where origin = 'pk'", table);
    return new TableFacts(definitions.isEmpty() ? null : definitions.get(0), otherKeys == 0);
  }
}
