package dev.rollcall.postgresql.report;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the rows that COPY sends as text: tabs between the cells, a line end behind the last
 * one, a backslash before what would be taken for these. Not thread-safe.
 */
final class CopiedCells {

  /** As everywhere in reports. */
  private static final int LARGEST_BYTES = 16 << 20;

  private final List<CellKind> kinds;
  private final RowEncoder encoder;
  private final @Nullable PlainRows plainRows;
  private final Bytes plain = new Bytes();

  CopiedCells(List<CellKind> kinds, RowEncoder encoder) {
    this.kinds = kinds;
    this.encoder = encoder;
    this.plainRows = PlainRows.of(kinds, encoder);
  }

  /**
   * Adds the row that begins there, and says what is behind it.
   *
   * @param rows with a line end behind the last one
   */
  int add(byte[] rows, int start, Bytes out) {
    int behind =
        plainRows == null || rows.length > LARGEST_BYTES
            ? PlainRows.NOT
            : plainRows.add(rows, start, out);
    return behind == PlainRows.NOT ? addCells(rows, start, out) : behind;
  }

  private int addCells(byte[] rows, int start, Bytes out) {
    int column = 0;
    int from = start;
    boolean escaped = false;
    int at = start;
    for (; rows[at] != '\n'; at++) {
      byte each = rows[at];
      if (each == '\t') {
        cell(column++, rows, from, at, escaped, out);
        from = at + 1;
        escaped = false;
      } else if (each == '\\') {
        escaped = true;
        at++;
      }
    }
    cell(column, rows, from, at, escaped, out);
    encoder.endRow(out);
    return at + 1;
  }

  private void cell(int column, byte[] row, int from, int to, boolean escaped, Bytes out) {
    if (to - from > LARGEST_BYTES) {
      throw Failure.of(
          ProblemCode.DATABASE_ERROR,
          "a value is too large: one in a report has at most 16 MiB",
          "leave it out of the SELECT, or cut it: substr(…, 1, 1000)");
    }
    CellKind kind = kinds.get(column);
    if (!escaped) {
      kind.give(column, row, from, to, encoder, out);
    } else if (to - from == 2 && row[from + 1] == 'N') {
      encoder.cell(column, Kind.NULL, row, from, from, out);
    } else {
      plain.clear();
      for (int at = from; at < to; at++) {
        plain.add(row[at] == '\\' ? meant(row[++at]) : row[at]);
      }
      kind.give(column, plain.array(), 0, plain.size(), encoder, out);
    }
  }

  /** What is meant by a character behind a backslash. */
  private static byte meant(byte character) {
    return switch (character) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> character;
    };
  }
}
