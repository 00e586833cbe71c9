package dev.rollcall.database.sql;

import dev.rollcall.database.Parts;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of runs where one writer works at a time: a run has one, which is the run's own row.
 * Its epoch is how often it was started again, and it can be moved only while the run is at work.
 */
public class PartRows implements Parts {

  /** Whose values are {@link #counts}. */
  protected static final List<String> COUNTS =
      List.of(
          "rows_read",
          "created",
          "updated",
          "unchanged",
          "deleted",
          "rejected",
          "removed",
          "raised",
          "lowered",
          "relative");

  private static final String OF =
      "select part, first_row, row_count, position, position_digest, epoch, "
          + String.join(", ", COUNTS)
          + " from rollcall_parts where run_id = ? order by part";

  /** What a chunk moves, with a value for each. */
  protected static final String MOVED =
      "position = ?, position_digest = ?, " + String.join(" = ?, ", COUNTS) + " = ?";

  private static final String ADVANCE =
      "update rollcall_runs set "
          + MOVED
          + " where id = ? and position = ? and restarts = ? and status = 'STARTED'";

  @Override
  public void begin(Connection connection, long runId) throws SQLException {
    // The run's row is all there is.
  }

  @Override
  public List<Part> of(Connection connection, long runId) throws SQLException {
    return Sql.list(connection, OF, PartRows::part, runId);
  }

  private static Part part(ResultSet row) throws SQLException {
    long rows = row.getLong(3);
    boolean all = row.wasNull();
    return new Part(
        row.getInt(1),
        row.getLong(2),
        all ? Part.ALL : rows,
        row.getLong(4),
        row.getLong(5),
        row.getInt(6),
        counts(row, 7));
  }

  private static Counts counts(ResultSet row, int first) throws SQLException {
    return new Counts(
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        row.getLong(first + 6),
        row.getLong(first + 7),
        row.getLong(first + 8),
        row.getLong(first + 9));
  }

  @Override
  public boolean cut(Connection connection, long runId, Part whole, List<Part> parts)
      throws SQLException {
    throw new IllegalStateException("here a run has one part");
  }

  @Override
  public boolean advance(Connection connection, long runId, Part part, long from)
      throws SQLException {
    return Sql.update(connection, ADVANCE, moved(part, runId, from, part.epoch())) == 1;
  }

  /** The values of {@link #MOVED}, and those behind it. */
  protected static @Nullable Object[] moved(Part part, Object... behind) {
    Counts counts = part.counts();
    List<Object> values =
        new ArrayList<>(
            List.of(
                part.position(),
                part.digest(),
                counts.read(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.deleted(),
                counts.rejected(),
                counts.removed(),
                counts.raised()));
    values.add(counts.lowered());
    values.add(counts.relative());
    values.addAll(List.of(behind));
    return values.toArray();
  }
}
