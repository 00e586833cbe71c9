package dev.rollcall.postgresql;

import dev.rollcall.database.StagedBlock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends blocks of staged rows, each at once, in the binary form of COPY. */
final class BlockCopy {

  private static final String COPY =
      "copy rollcall_staged (run_id, first_row, row_count, bytes) from stdin (format binary)";

  private static final short COLUMNS = 4;

  private BlockCopy() {}

  static void send(Connection connection, long runId, Iterator<StagedBlock> blocks)
      throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
      out.writeLong(0);
      long sent = 0;
      while (blocks.hasNext()) {
        write(out, runId, blocks.next());
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
        sent++;
      }
      out.writeShort(-1);
      copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
      if (copy.endCopy() != sent) {
        throw new SQLException("not all blocks of staged rows were taken");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void write(DataOutputStream out, long runId, StagedBlock block)
      throws IOException {
    out.writeShort(COLUMNS);
    out.writeInt(Long.BYTES);
    out.writeLong(runId);
    out.writeInt(Long.BYTES);
    out.writeLong(block.first());
    out.writeInt(Integer.BYTES);
    out.writeInt(block.rows());
    out.writeInt(block.bytes().length);
    out.write(block.bytes());
  }
}
