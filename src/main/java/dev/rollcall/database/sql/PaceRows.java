package dev.rollcall.database.sql;

import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Pace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** When a run wrote how many rows, in the ledger. */
final class PaceRows {

  /** Chunks of a part that end within one step share a row. */
  private static final long STEP_MILLIS = 100;

  private static final String ADD =
      "insert into rollcall_pace (run_id, at_millis, written) values (?1, ?2, 0), (?1, ?3, ?4)"
          + " on conflict (run_id, at_millis) do update"
          + " set written = rollcall_pace.written + excluded.written";

  private static final String OF =
      "select at_millis - at_millis % "
          + STEP_MILLIS
          + " as step, sum(written) from rollcall_pace where run_id = ? group by step order by step";

  private PaceRows() {}

  static void add(Connection connection, long runId, int part, long begunMillis, long rows)
      throws SQLException {
    long begun = step(begunMillis);
    // At the end of its step, so that it never falls together with the beginning.
    long now = Math.max(step(Origin.current().nowMillis()), begun) + STEP_MILLIS;
    // Each part in its own millisecond, so that no two who write at the same time share a row.
    long own = (part - 1) % STEP_MILLIS;
    Sql.update(connection, ADD, runId, begun + own, now + own, rows);
  }

  private static long step(long millis) {
    return millis - millis % STEP_MILLIS;
  }

  static List<Pace> of(Connection connection, long runId) throws SQLException {
    return Sql.list(connection, OF, row -> new Pace(row.getLong(1), row.getLong(2)), runId);
  }
}
