package dev.rollcall.sqlite;

import dev.rollcall.database.UserFigures;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Counts the users of an SQLite database, as it is at one moment. */
final class SqliteFigures {

  private static final int MOST_GROUPS = 1_000;

  private SqliteFigures() {}

  static UserFigures of(SqliteFile file) {
    file.require("check the path");
    try (SqliteDatabase database = SqliteDatabase.openForReading(file)) {
      new SqliteSchema(database).requireUsers();
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        UserFigures figures =
            new UserFigures(
                Sql.number(connection, "select count(*) from users"),
                counts(connection, UserSql.value(UserColumn.LEVEL)),
                counts(connection, "coalesce(length(username), 1)"),
                Sql.number(connection, "select count(*) from users where email is not null"));
        connection.commit();
        return figures;
      }
    } catch (SQLException | RuntimeException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  private static Map<Long, Long> counts(Connection connection, String value) throws SQLException {
    Map<Long, Long> counts = new TreeMap<>();
    String sql = "select " + value + ", count(*) from users group by 1 order by 2 desc, 1 limit ?";
    Sql.each(connection, sql, row -> counts.put(row.getLong(1), row.getLong(2)), MOST_GROUPS);
    return counts;
  }
}
