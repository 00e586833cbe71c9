package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.database.sql.ValueSink.Values;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table as the binary form of COPY has them, in memory: numbers are of as
 * many bytes as their column has, texts of UTF-8.
 */
final class CopyRows<T> implements Insertion<T> {

  private static final byte[] START = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final int SENT_AT_ONCE = 1 << 16;

  /** The server's texts can't hold it; it is shown as the picture of it. */
  private static final char NOTHING = '\0';

  private static final char SHOWN_FOR_NOTHING = '\u2400';

  private static final String OUT_OF_RANGE = "22003";

  private final String sql;
  private final int[] widths;
  private final Values<T> values;
  private final Sink sink = new Sink();
  private byte[] bytes = new byte[1 << 14];
  private int length;
  private int rows;
  private int[] starts = new int[256];

  /** Into a table in which all numbers have eight bytes. */
  CopyRows(String table, List<String> columns, Values<T> values) {
    this(table, columns, values, column -> Long.BYTES);
  }

  /**
   * @param bytes how many a column has, if it is one of numbers
   */
  CopyRows(String table, List<String> columns, Values<T> values, ToIntFunction<String> bytes) {
    this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
    this.widths = columns.stream().mapToInt(bytes).toArray();
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
    bytes[length++] = (byte) (widths.length >> 8);
    bytes[length++] = (byte) widths.length;
    sink.column = 0;
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
    int before = Short.BYTES + Integer.BYTES;
    for (int each = 0; each < column; each++) {
      before += widths[each] + Integer.BYTES;
    }
    int end = length;
    for (int row = 0; row < rows; row++) {
      int at = starts[row] + before;
      long now = bytes[at];
      for (int i = 1; i < widths[column]; i++) {
        now = now << Byte.SIZE | bytes[at + i] & 0xff;
      }
      length = at;
      put(number.applyAsLong(now), widths[column]);
    }
    length = end;
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
      RowIgnoredException.check((int) copy.endCopy(), rows);
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

  private void put(long number, int width) {
    room(width);
    for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (number >> shift);
    }
  }

  private final class Sink implements ValueSink {

    private int column;

    @Override
    public void number(long value) throws SQLException {
      int width = widths[column++];
      long largest = -1L >>> (Long.BYTES - width) * Byte.SIZE + 1;
      if (value > largest || value < -largest - 1) {
        throw new SQLException("a number is too large for its column", OUT_OF_RANGE);
      }
      put(width, Integer.BYTES);
      put(value, width);
    }

    @Override
    public void text(@Nullable String value) {
      if (value == null) {
        nothing();
        return;
      }
      byte[] utf8 = value.replace(NOTHING, SHOWN_FOR_NOTHING).getBytes(StandardCharsets.UTF_8);
      column++;
      put(utf8.length, Integer.BYTES);
      put(utf8);
    }

    @Override
    public void nothing() {
      column++;
      put(-1, Integer.BYTES);
    }
  }
}
