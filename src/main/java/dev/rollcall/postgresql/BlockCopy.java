package dev.rollcall.postgresql;

import dev.rollcall.database.StagedBlock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends blocks of staged rows, each at once, in the binary form of COPY. */
final class BlockCopy {

  private static final String COPY =
      "copy rollcall_staged (run_id, first_row, row_count, bytes) from stdin (format binary)";

  private static final int COLUMNS = 4;

  private BlockCopy() {}

  static void send(Connection connection, long runId, Iterator<StagedBlock> blocks)
      throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      WireBytes bytes = new WireBytes(1 << 14);
      bytes.beginCopy();
      long sent = 0;
      while (blocks.hasNext()) {
        add(bytes, runId, blocks.next());
        copy.writeToCopy(bytes.array(), 0, bytes.length());
        bytes.clear();
        sent++;
      }
      bytes.endCopy();
      copy.writeToCopy(bytes.array(), 0, bytes.length());
      if (copy.endCopy() != sent) {
        throw new SQLException("not all blocks of staged rows were taken");
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void add(WireBytes bytes, long runId, StagedBlock block) {
    bytes.row(COLUMNS);
    bytes.number(runId, Long.BYTES);
    bytes.number(block.first(), Long.BYTES);
    bytes.number(block.rows(), Integer.BYTES);
    bytes.value(block.bytes());
  }
}
