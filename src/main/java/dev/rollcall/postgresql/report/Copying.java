package dev.rollcall.postgresql.report;

import dev.rollcall.reporting.Bytes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Copies the rows of a SELECT out of the server, one after the other. */
final class Copying {

  /** About how many bytes are passed on at a time. */
  private static final int PASSED_BYTES = 60 * 1024;

  private Copying() {}

  /** What a server sends. */
  interface Sent {

    /** The next rows, one or more; null at the end. */
    byte @Nullable [] next() throws SQLException;
  }

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
      pass(copy::readFromCopy, cells, taker);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Passes on all rows of what a server sends, in blocks that are hardly larger than they must. */
  static void pass(Sent sent, CopiedCells cells, Taker taker)
      throws SQLException, IOException, InterruptedException {
    Bytes bytes = new Bytes();
    long rows = 0;
    for (byte[] some = sent.next(); some != null; some = sent.next()) {
      for (int at = 0, end = whole(some); at < end; rows++) {
        if (bytes.size() >= PASSED_BYTES) {
          bytes = taker.take(bytes, rows);
          rows = 0;
        }
        at = cells.add(some, at, bytes);
      }
    }
    taker.take(bytes, rows);
  }

  /**
   * How many bytes these are.
   *
   * @throws SQLException if a row does not end with them: a server sends whole ones
   */
  private static int whole(byte[] rows) throws SQLException {
    if (rows.length > 0 && rows[rows.length - 1] != '\n') {
      throw new SQLException("the server sent a part of a row");
    }
    return rows.length;
  }
}
