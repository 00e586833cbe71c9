package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value.Kind;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows for any encoder: cells with control characters between them, each with a mark of its kind. A
 * text that contains such a character makes more cells or rows than there can be, and so does a
 * blob, for which one is written.
 */
final class MarkedText implements RowText {

  private static final int CELL_END = 0x1f;
  private static final int ROW_END = 0x1e;
  private static final byte TEXT = 'T';

  private final List<String> columns;
  private final RowEncoder encoder;

  MarkedText(List<String> columns, RowEncoder encoder) {
    this.columns = columns;
    this.encoder = encoder;
  }

  @Override
  public String expression() {
    StringJoiner cells = new StringJoiner(", char(" + CELL_END + "), ", "concat(", ")");
    for (String name : columns) {
      // Numbers come before all texts, and those before all blobs.
      cells.add(
          String.format(
              Locale.ROOT,
              "case when %1$s is null then '' when %1$s < '' collate binary then %1$s"
                  + " when %1$s < x'' collate binary then 'T' || %1$s else char(%2$d) end",
              name,
              ROW_END));
    }
    return cells.toString();
  }

  @Override
  public String separator() {
    return "char(" + ROW_END + ")";
  }

  @Override
  public @Nullable String parameter() {
    return null;
  }

  @Override
  public boolean add(byte[] text, long rows, Bytes out) {
    long cells = 1;
    long lines = 1;
    for (byte each : text) {
      if (each == CELL_END) {
        cells++;
      } else if (each == ROW_END) {
        lines++;
      }
    }
    if (lines != rows || cells - 1 != rows * (columns.size() - 1)) {
      return false;
    }
    int from = 0;
    int column = 0;
    for (int i = 0; i <= text.length; i++) {
      boolean rowEnds = i == text.length || text[i] == ROW_END;
      if (rowEnds || text[i] == CELL_END) {
        cell(column, text, from, i, out);
        column++;
        from = i + 1;
        if (rowEnds) {
          encoder.endRow(out);
          column = 0;
        }
      }
    }
    return true;
  }

  private void cell(int column, byte[] text, int from, int to, Bytes out) {
    if (from == to) {
      encoder.cell(column, Kind.NULL, text, from, to, out);
    } else if (text[from] == TEXT) {
      encoder.cell(column, Kind.TEXT, text, from + 1, to, out);
    } else {
      encoder.cell(column, Kind.REAL, text, from, to, out);
    }
  }
}
