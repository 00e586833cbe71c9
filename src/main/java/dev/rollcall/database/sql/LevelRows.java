package dev.rollcall.database.sql;

import dev.rollcall.runs.Move;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the changes of a run did to levels, counted by SQLite. */
final class LevelRows {

  private static final String OF_RUN = " from rollcall_changes where id > ? and run_id = ?";

  private LevelRows() {}

  /** How many changes moved a level from where to where. */
  static List<Move> moves(Connection connection, long runId, long after) throws SQLException {
    return Sql.list(
        connection,
        "select level_before, level_after, count(*)"
            + OF_RUN
            + " and level_before <> level_after"
            + " group by level_before, level_after order by level_before, level_after",
        row -> new Move(row.getLong(1), row.getLong(2), row.getLong(3)),
        after,
        runId);
  }

  /** How many users were created on each level. */
  static Map<Long, Long> created(Connection connection, long runId, long after)
      throws SQLException {
    Map<Long, Long> levels = new HashMap<>();
    Sql.each(
        connection,
        "select level_after, count(*)" + OF_RUN + " and level_before is null group by level_after",
        row -> levels.put(row.getLong(1), row.getLong(2)),
        after,
        runId);
    return levels;
  }
}
