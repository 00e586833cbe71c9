package dev.rollcall.cli;

import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table, cut to a window, with a word on how many rows there are besides. */
final class ReportTable {

  /** So many characters of a value are looked at. */
  private static final int LONGEST_CELL = 1_000;

  /** A column of text is not cut to less. */
  private static final int NARROWEST = 6;

  private ReportTable() {}

  /**
   * The lines of the table.
   *
   * @param width of the window in columns
   * @param most at most so many rows are shown
   */
  static List<String> lines(Rows rows, Layout layout, int width, int most) {
    List<List<Value>> shown = rows.first(most);
    List<String> columns = rows.columns();
    TextTable table = new TextTable();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (shown.stream().anyMatch(row -> row.get(column).isNumber())) {
        table.figures(Visible.of(columns.get(i)));
      } else {
        table.text(Visible.of(columns.get(i)), NARROWEST);
      }
    }
    for (List<Value> row : shown) {
      table.add(row.stream().map(value -> cell(value, layout)).toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    if (!layout.header()) {
      lines.remove(0);
    }
    lines.replaceAll(line -> Visible.cut(line, width));
    long more = shown.size() < most ? 0 : rows.count() - shown.size();
    if (more > 0) {
      String noun = more == 1 ? "row" : "rows";
      lines.add(String.format(Locale.ROOT, "… and %,d more %s; --format csv has all", more, noun));
    }
    return lines;
  }

  private static String cell(Value value, Layout layout) {
    String text = value.isNull() ? layout.nullText() : value.text();
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL);
  }
}
