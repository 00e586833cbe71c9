package dev.rollcall.database.sql;

import dev.rollcall.database.UserFigures;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Counts users, in the transaction of the caller. */
public final class SqlFigures {

  private static final int MOST_GROUPS = 1_000;

  private SqlFigures() {}

  public static UserFigures of(Connection connection) throws SQLException {
    return new UserFigures(
        Sql.number(connection, "select count(*) from users"),
        counts(connection, UserSql.value(UserColumn.LEVEL)),
        counts(connection, "coalesce(length(username), 1)"),
        Sql.number(connection, "select count(*) from users where email is not null"));
  }

  private static Map<Long, Long> counts(Connection connection, String value) throws SQLException {
    Map<Long, Long> counts = new TreeMap<>();
    String sql = "select " + value + ", count(*) from users group by 1 order by 2 desc, 1 limit ?";
    Sql.each(connection, sql, row -> counts.put(row.getLong(1), row.getLong(2)), MOST_GROUPS);
    return counts;
  }
}
