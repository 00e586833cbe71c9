package dev.rollcall.postgresql;

import dev.rollcall.database.sql.PartRows;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.runs.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of runs where several writers work at a time: each has a row of its own. */
final class PostgresParts extends PartRows {

  private static final String BEGIN =
      "insert into rollcall_parts (run_id, part, first_row) values (?, 1, 0)";

  /** Rejects that ended a run are counted once more. */
  private static final String BEGIN_COPIED =
      "insert into rollcall_parts (run_id, part, first_row, position, position_digest, "
          + String.join(", ", COUNTS)
          + ") select id, 1, 0, position, position_digest, rows_read - noted, created, updated,"
          + " unchanged, deleted, rejected - noted, removed, raised, lowered, relative"
          + " from rollcall_runs where kind in ('IMPORT', 'RETRY')";

  private static final String SHORTEN =
      "update rollcall_parts set row_count = ? where run_id = ? and part = ? and epoch = ?"
          + " and position = 0 and row_count is null";

  private static final String ADD =
      "insert into rollcall_parts (run_id, part, first_row, row_count, epoch)"
          + " values (?, ?, ?, ?, ?)";

  private static final String ADVANCE =
      "update rollcall_parts set "
          + MOVED
          + " where run_id = ? and part = ? and position = ? and epoch = ?";

  /** No chunk is between its last look at its part and its commit then, and none will be. */
  private static final String WAIT_FOR_CHUNKS = "lock table rollcall_parts in exclusive mode";

  private static final String NEXT_EPOCH =
      "update rollcall_parts set epoch = epoch + 1 where run_id";

  private static final String RAISE_EPOCHS =
      NEXT_EPOCH
          + " in (select id from rollcall_runs"
          + " where status in ('STARTED', 'FAILED', 'STOPPED', 'REFUSED', 'BUSY'))";

  /** What they have come to is the run's: of users whom no row named, it knows itself. */
  private static final String GATHER =
      "update rollcall_runs r set (position, position_digest, "
          + String.join(", ", rows())
          + ") = (select sum(position), case count(*) when 1 then max(position_digest) else 0 end"
          + rows().stream().map(", sum(%s)"::formatted).collect(Collectors.joining())
          + " from rollcall_parts where run_id = r.id) where status = 'STARTED'"
          + " and exists (select 1 from rollcall_parts where run_id = r.id)";

  private static List<String> rows() {
    return COUNTS.stream().filter(column -> !column.equals("removed")).toList();
  }

  /**
   * Takes over from whoever had the run lock before, and may not know yet that it is lost: from
   * then on that one can commit no chunk. What it has committed counts, so the runs that were at
   * work have it, whatever is done with them next.
   */
  static void takeOver(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    // Before anything that would fix what the transaction sees.
    Sql.execute(connection, WAIT_FOR_CHUNKS);
    Sql.execute(connection, RAISE_EPOCHS);
    Sql.execute(connection, GATHER);
    connection.commit();
  }

  /**
   * Takes the parts of a run away from whoever has them; once their chunks are committed, for which
   * it does not wait long.
   */
  static void raiseEpochs(Connection connection, long runId) throws SQLException {
    Sql.execute(connection, "set local lock_timeout = '3s'");
    Sql.execute(connection, WAIT_FOR_CHUNKS);
    Sql.update(connection, NEXT_EPOCH + " = ?", runId);
  }

  /** Gives each run that was copied from elsewhere its part. */
  static void beginCopied(Connection connection) throws SQLException {
    Sql.execute(connection, BEGIN_COPIED);
  }

  @Override
  public void begin(Connection connection, long runId) throws SQLException {
    Sql.update(connection, BEGIN, runId);
  }

  @Override
  public boolean cut(Connection connection, long runId, Part whole, List<Part> parts)
      throws SQLException {
    Part first = parts.get(0);
    int shortened =
        Sql.update(connection, SHORTEN, first.rows(), runId, first.number(), whole.epoch());
    if (shortened != 1) {
      return false;
    }
    for (Part part : parts.subList(1, parts.size())) {
      Sql.update(connection, ADD, runId, part.number(), part.first(), part.rows(), part.epoch());
    }
    return true;
  }

  @Override
  public boolean advance(Connection connection, long runId, Part part, long from)
      throws SQLException {
    return Sql.update(connection, ADVANCE, moved(part, runId, part.number(), from, part.epoch()))
        == 1;
  }
}
