package dev.rollcall.sqlite.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a statement one by one: as the text that SQLite joined, where that is right,
 * else cell by cell. Not thread-safe.
 */
final class LineReader {

  private final RowEncoder encoder;
  private final @Nullable RowText text;
  private final int columns;
  private final boolean utf8;

  /**
   * @param utf8 whether the database keeps texts in UTF-8
   * @param text what the first column of the result is, before the cells; null if it is a cell
   */
  LineReader(RowEncoder encoder, @Nullable RowText text, int columns, boolean utf8) {
    this.encoder = encoder;
    this.text = text;
    this.columns = columns;
    this.utf8 = utf8;
  }

  /** What the statement has to select. */
  static String selection(@Nullable RowText text, WrappedQuery query) {
    String cells = String.join(", ", query.names());
    return text == null ? cells : text.expression() + ", " + cells;
  }

  /** Adds the row on which the result is. */
  void add(ResultSet row, Bytes out) throws SQLException {
    if (text != null && text.add(row.getBytes(1), 1, out)) {
      return;
    }
    int before = text == null ? 1 : 2;
    for (int i = 0; i < columns; i++) {
      cell(row, before + i, i, out);
    }
    encoder.endRow(out);
  }

  private void cell(ResultSet row, int index, int column, Bytes out) throws SQLException {
    Kind kind = ResultValues.kind(row.getObject(index));
    byte[] bytes =
        kind == Kind.TEXT && !utf8 ? row.getString(index).getBytes(UTF_8) : row.getBytes(index);
    encoder.cell(column, kind, bytes, 0, kind == Kind.NULL ? 0 : bytes.length, out);
  }
}
