package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.database.sql.ValueSink.Values;
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

  private static final int SENT_AT_ONCE = 1 << 16;

  /** The server's texts can't hold it; it is shown as the picture of it. */
  private static final char NOTHING = '\0';

  private static final char SHOWN_FOR_NOTHING = '\u2400';

  private static final String OUT_OF_RANGE = "22003";

  private final String sql;
  private final int[] widths;
  private final Values<T> values;
  private final Sink sink = new Sink();
  private final SpareBytes spare;
  private WireBytes bytes;
  private int rows;
  private int[] starts = new int[256];

  /** Into a table in which all numbers have eight bytes. */
  CopyRows(String table, List<String> columns, Values<T> values, SpareBytes spare) {
    this(table, columns, values, column -> Long.BYTES, spare);
  }

  /**
   * @param width how many bytes a column has, if it is one of numbers
   * @param spare from where the memory comes, and where it goes
   */
  CopyRows(
      String table,
      List<String> columns,
      Values<T> values,
      ToIntFunction<String> width,
      SpareBytes spare) {
    this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
    this.widths = columns.stream().mapToInt(width).toArray();
    this.values = values;
    this.spare = spare;
    this.bytes = spare.take();
    bytes.beginCopy();
  }

  @Override
  public void add(T row) throws SQLException {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, rows * 2);
    }
    starts[rows++] = bytes.length();
    bytes.row(widths.length);
    sink.column = 0;
    values.of(row, sink);
  }

  @Override
  public void ready() {
    bytes.endCopy();
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
    int width = widths[column];
    for (int row = 0; row < rows; row++) {
      int at = starts[row] + before;
      bytes.set(at, number.applyAsLong(bytes.get(at, width)), width);
    }
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    if (rows == 0) {
      return;
    }
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      int length = bytes.length();
      for (int from = 0; from < length; from += SENT_AT_ONCE) {
        copy.writeToCopy(bytes.array(), from, Math.min(SENT_AT_ONCE, length - from));
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
    spare.give(bytes);
    bytes = new WireBytes(0);
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
      bytes.number(value, width);
    }

    @Override
    public void text(@Nullable String value) {
      column++;
      if (value != null && value.indexOf(NOTHING) >= 0) {
        bytes.text(value.replace(NOTHING, SHOWN_FOR_NOTHING));
      } else {
        bytes.text(value);
      }
    }

    @Override
    public void nothing() {
      text(null);
    }
  }
}
