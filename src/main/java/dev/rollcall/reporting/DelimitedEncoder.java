package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.reporting.Value.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, and the same with tabs. A cell is quoted only where it would not be read back
 * the same without: with a delimiter, a quote or a line end in it, or where it looks like null. So
 * an empty text is {@code ""}, and null is nothing; but alone in its row null is also {@code ""},
 * as readers skip blank lines.
 */
final class DelimitedEncoder implements RowEncoder {

  private static final byte QUOTE = '"';
  private static final byte APOSTROPHE = '\'';
  private static final byte[] QUOTED_NOTHING = {QUOTE, QUOTE};

  private final List<String> columns;
  private final byte delimiter;
  private final byte[] lineEnd;
  private final byte[] nullText;
  private final byte[] nullCell;
  private final Verbatim verbatim;
  private final boolean hasHeader;
  private final boolean spreadsheetSafe;

  DelimitedEncoder(List<String> columns, char delimiter, String lineEnd, Layout layout) {
    this.columns = columns;
    this.delimiter = (byte) delimiter;
    this.lineEnd = lineEnd.getBytes(UTF_8);
    this.nullText = layout.nullText().getBytes(UTF_8);
    this.nullCell = columns.size() == 1 && nullText.length == 0 ? QUOTED_NOTHING : nullText;
    this.verbatim = new Verbatim(delimiter, lineEnd, layout.nullText(), layout.spreadsheetSafe());
    this.hasHeader = layout.header();
    this.spreadsheetSafe = layout.spreadsheetSafe();
  }

  /**
   * Not for a single column, in which null looks like an empty text and is not written like one.
   */
  @Override
  public @Nullable Verbatim verbatim() {
    boolean likeNumber = nullText.length > 0 && "+-.0123456789I".indexOf(nullText[0]) >= 0;
    return likeNumber || nullCell != nullText ? null : verbatim;
  }

  @Override
  public void header(Bytes out) {
    if (!hasHeader) {
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      byte[] name = columns.get(i).getBytes(UTF_8);
      cell(i, Kind.TEXT, name, 0, name.length, out);
    }
    endRow(out);
  }

  @Override
  public void cell(int column, Kind kind, byte[] bytes, int from, int to, Bytes out) {
    if (column > 0) {
      out.add(delimiter);
    }
    switch (kind) {
      case NULL -> out.add(nullCell);
      case INTEGER, REAL -> written(bytes, from, to, false, out);
      case TEXT ->
          written(bytes, from, to, spreadsheetSafe && Formula.begins(bytes, from, to), out);
      case BLOB -> {
        byte[] digits = Digits.ofBlob(bytes, from, to);
        written(digits, 0, digits.length, false, out);
      }
    }
  }

  private void written(byte[] bytes, int from, int to, boolean formula, Bytes out) {
    if (!formula && !needsQuotes(bytes, from, to)) {
      out.add(bytes, from, to);
      return;
    }
    out.add(QUOTE);
    if (formula) {
      out.add(APOSTROPHE);
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == QUOTE) {
        out.add(bytes, start, i + 1);
        start = i;
      }
    }
    out.add(bytes, start, to);
    out.add(QUOTE);
  }

  private boolean needsQuotes(byte[] bytes, int from, int to) {
    if (to - from == nullText.length
        && Arrays.equals(bytes, from, to, nullText, 0, nullText.length)) {
      return true;
    }
    for (int i = from; i < to; i++) {
      byte each = bytes[i];
      if (each == delimiter || each == QUOTE || each == '\n' || each == '\r') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void endRow(Bytes out) {
    out.add(lineEnd);
  }
}
