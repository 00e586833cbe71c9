package dev.rollcall.postgresql.report;

import dev.rollcall.reporting.Bytes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Copies the rows of a SELECT out of the server, one after the other. */
final class Copying {

  /** About how many bytes are passed on at a time. */
  private static final int PASSED_BYTES = 60 * 1024;

  private Copying() {}

  /** Takes encoded rows. */
  interface Taker {

    /** Takes some, and gives empty bytes for those that follow. */
    Bytes take(Bytes bytes, long rows) throws IOException, InterruptedException;
  }

  /** Passes on all rows; if that can't be done to the end, the server is told to stop. */
  static void rows(Connection connection, String select, CopiedCells cells, Taker taker)
      throws SQLException, IOException, InterruptedException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (" + select + ") to stdout");
    try {
      Bytes bytes = new Bytes();
      long rows = 0;
      for (byte[] some = copy.readFromCopy(); some != null; some = copy.readFromCopy()) {
        rows += cells.add(some, bytes);
        if (bytes.size() >= PASSED_BYTES) {
          bytes = taker.take(bytes, rows);
          rows = 0;
        }
      }
      taker.take(bytes, rows);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
