package dev.rollcall.cli;

import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;

/** A report as a table, cut to a window, with a word on how many rows there are besides. */
final class ReportTable {

  /** Of a longer value only its beginning is shown, in characters. */
  private static final int LONGEST_CELL = 240;

  /**
   * The fewest blocks that are shown, though they fill more than a window: one alone says little.
   */
  private static final int FEWEST_BLOCKS = 5;

  /** A text is not cut to less, so that names, statuses and codes stay whole. */
  private static final int NARROWEST = 24;

  private ReportTable() {}

  /**
   * The lines of the table.
   *
   * @param width of the window in columns
   * @param most how many rows are shown at most, and of blocks as many as make about as many lines
   */
  static List<String> lines(Rows rows, Layout layout, int width, int most) {
    List<List<Value>> shown = rows.first(most);
    boolean all = shown.size() < most;
    TextTable table = table(rows.columns(), shown, layout);
    int blocks = Math.max(FEWEST_BLOCKS, most / table.blockLines());
    if (!table.fits(width) && shown.size() > blocks) {
      shown = shown.subList(0, blocks);
      all = false;
      table = table(rows.columns(), shown, layout);
    }
    List<String> lines = new ArrayList<>();
    table.lines(width).forEach(line -> lines.add(line.text()));
    long more = all ? 0 : rows.count() - shown.size();
    if (more > 0) {
      lines.add("… and " + Counted.of(more, "more row") + "; --format csv has all");
    }
    return lines;
  }

  private static TextTable table(List<String> columns, List<List<Value>> shown, Layout layout) {
    TextTable table = new TextTable();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      List<Value> values =
          shown.stream().map(row -> row.get(column)).filter(value -> !value.isNull()).toList();
      if (values.stream().anyMatch(Value::isNumber)) {
        table.figures(columns.get(i));
      } else if (!values.isEmpty()
          && values.stream().allMatch(value -> ShownTime.isTime(value.text()))) {
        table.words(ShownTime.heading(columns.get(i)));
      } else {
        table.text(columns.get(i), NARROWEST);
      }
    }
    for (List<Value> row : shown) {
      table.add(row.stream().map(value -> cell(value, layout)).toArray(String[]::new));
    }
    return layout.header() ? table : table.withoutHeadings();
  }

  private static String cell(Value value, Layout layout) {
    String text = value.isNull() ? layout.nullText() : value.text();
    return text.length() <= LONGEST_CELL
        ? ShownTime.of(text)
        : text.substring(0, LONGEST_CELL) + "…";
  }
}
