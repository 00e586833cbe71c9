package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.database.sql.ValueSink.Values;
import dev.rollcall.text.Counted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table as the binary form of COPY has them, in memory: numbers are of
 * eight bytes, texts of UTF-8.
 */
final class CopyRows<T> implements Insertion<T> {

  private static final byte[] START = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final int SENT_AT_ONCE = 1 << 16;

  /** The server's texts can't hold it; it is shown as the picture of it. */
  private static final char NOTHING = '\0';

  private static final char SHOWN_FOR_NOTHING = '\u2400';

  private final String sql;
  private final int columns;
  private final Values<T> values;
  private final Sink sink = new Sink();
  private byte[] bytes = new byte[1 << 14];
  private int length;
  private int rows;
  private int[] starts = new int[256];

  CopyRows(String table, List<String> columns, Values<T> values) {
    this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
    this.columns = columns.size();
    this.values = values;
    put(START);
  }

  @Override
  public void add(T row) throws SQLException {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, rows * 2);
    }
    starts[rows++] = length;
    room(Short.BYTES);
    bytes[length++] = (byte) (columns >> 8);
    bytes[length++] = (byte) columns;
    values.of(row, sink);
  }

  @Override
  public void ready() {
    put(new byte[] {-1, -1});
  }

  /**
   * Puts other numbers into a column.
   *
   * @param column counted from 0; all before it must be numbers
   */
  void replace(int column, LongUnaryOperator number) {
    for (int row = 0; row < rows; row++) {
      int at = starts[row] + Short.BYTES + column * (Integer.BYTES + Long.BYTES) + Integer.BYTES;
      ByteBuffer field = ByteBuffer.wrap(bytes, at, Long.BYTES);
      long before = field.getLong(at);
      field.putLong(at, number.applyAsLong(before));
    }
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    if (rows == 0) {
      return;
    }
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      for (int from = 0; from < length; from += SENT_AT_ONCE) {
        copy.writeToCopy(bytes, from, Math.min(SENT_AT_ONCE, length - from));
      }
      long taken = copy.endCopy();
      if (taken != rows) {
        throw new SQLException("the server took " + taken + " of " + Counted.of(rows, "row"));
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  @Override
  public void close() {
    bytes = new byte[0];
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private void put(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void put(int number) {
    room(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (number >> shift);
    }
  }

  private final class Sink implements ValueSink {

    @Override
    public void number(long value) {
      put(Long.BYTES);
      put((int) (value >> 32));
      put((int) value);
    }

    @Override
    public void text(@Nullable String value) {
      if (value == null) {
        nothing();
        return;
      }
      byte[] utf8 = value.replace(NOTHING, SHOWN_FOR_NOTHING).getBytes(StandardCharsets.UTF_8);
      put(utf8.length);
      put(utf8);
    }

    @Override
    public void nothing() {
      put(-1);
    }
  }
}
