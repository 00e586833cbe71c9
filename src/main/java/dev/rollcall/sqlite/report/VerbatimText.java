package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Verbatim;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * Rows as the report is to have them. A row that holds a blob, or a text that looks like null, is
 * joined as a quote, which never passes as right.
 */
final class VerbatimText implements RowText {

  private final List<String> columns;
  private final Verbatim format;
  private final int parameter;
  private final byte[] lineEnd;

  /**
   * Columns in which null has been seen, so that a text that looks like it has to be looked for.
   */
  private final BitSet doubtful = new BitSet();

  private boolean found;

  /**
   * @param parameter the number of the parameter for null
   * @param careful whether nothing is to be learned on the way
   */
  VerbatimText(List<String> columns, Verbatim format, int parameter, boolean careful) {
    this.columns = columns;
    this.format = format;
    this.parameter = parameter;
    this.lineEnd = format.lineEnd().getBytes(StandardCharsets.UTF_8);
    doubtful.set(0, careful || !format.nullText().isEmpty() ? columns.size() : 0);
  }

  @Override
  public String expression() {
    String ofNull = "?" + parameter;
    StringJoiner odd = new StringJoiner(" or ", "case when ", " then '\"' else ");
    StringJoiner cells = new StringJoiner(", " + quoted(format.delimiter()) + ", ", "concat(", ")");
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      odd.add(name + " >= x'' collate binary");
      if (doubtful.get(i)) {
        odd.add(name + " = " + ofNull + " collate binary");
      }
      cells.add("ifnull(" + name + ", " + ofNull + ")");
    }
    return odd.toString() + cells + " end";
  }

  private static String quoted(char character) {
    return "char(" + (int) character + ")";
  }

  @Override
  public String separator() {
    return format.lineEnd().equals("\n") ? "char(10)" : "char(13, 10)";
  }

  @Override
  public String parameter() {
    return format.nullText();
  }

  @Override
  public boolean add(byte[] text, long rows, Bytes out) {
    found = false;
    boolean right = format.isRight(text, rows, columns.size(), this::emptyAt);
    if (!right || found) {
      return false;
    }
    out.add(text);
    out.add(lineEnd);
    return true;
  }

  private void emptyAt(int column) {
    if (column < columns.size() && format.nullText().isEmpty() && !doubtful.get(column)) {
      doubtful.set(column);
      found = true;
    }
  }
}
