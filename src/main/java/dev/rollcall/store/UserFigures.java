package dev.rollcall.store;

import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database's users are like taken together, and nothing of any one of them.
 *
 * @param users how many there are
 * @param levels how many have which level; of very many levels, those that most have
 * @param nameLengths how many have a name of each number of code points
 * @param withEmail how many have an address
 */
public record UserFigures(
    long users, Map<Long, Long> levels, Map<Long, Long> nameLengths, long withEmail) {

  private static final int MOST_GROUPS = 1_000;

  /**
   * Counts the users of a database as it is at this moment.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public static UserFigures of(DatabaseFile file) {
    file.require("check the path");
    try (SqliteDatabase database = SqliteDatabase.openForReading(file)) {
      new Schema(database).requireUsers();
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        UserFigures figures =
            new UserFigures(
                Sql.number(connection, "select count(*) from users"),
                counts(connection, "coalesce(level, 1)"),
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
