package dev.rollcall.cli;

import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.ShownFigures;
import dev.rollcall.reporting.Value;
import dev.rollcall.text.Counted;
import dev.rollcall.text.ShownTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /** Is no shorter in one row because it is long in another. */
  private static final String MESSAGE = "message";

  /** Columns that may be cut further than others: the end of them tells enough. */
  private static final Set<String> SHORT = Set.of("job", "input");

  private static final int SHORTEST = 9;

  /** Columns of the reports by name that say what it is about; others go first. */
  private static final Set<String> FIRST =
      Set.of(
          "run",
          "started",
          "job",
          "kind",
          "status",
          "input",
          "rejected",
          "line",
          "code",
          "username",
          "change",
          "level_before",
          "level_after",
          "level",
          MESSAGE);

  private ReportTable() {}

  /**
   * The lines of the table.
   *
   * @param width of the window in columns
   * @param most how many rows are shown at most, and of longer ones as many as make about as many
   *     lines
   * @param mayLeaveOut whether columns that tell less may be left out where there is no room, and
   *     messages be below their rows
   */
  static List<String> lines(Rows rows, Layout layout, int width, int most, boolean mayLeaveOut) {
    List<List<Value>> first = rows.first(most);
    if (first.isEmpty()) {
      return List.of("no rows");
    }
    int count = first.size();
    TextTable table = table(rows.columns(), first, layout, mayLeaveOut);
    // Whether rows fit into lines depends on what is in them.
    while (count > fitting(table, width, most)) {
      count--;
      table = table(rows.columns(), first.subList(0, count), layout, mayLeaveOut);
    }
    List<String> lines = new ArrayList<>();
    table.lines(width).forEach(line -> lines.add(line.text()));
    List<String> missing = new ArrayList<>();
    long more = count < most && count == first.size() ? 0 : rows.count() - count;
    if (more > 0) {
      missing.add(Counted.of(more, "more row"));
    }
    int left = table.fits(width) ? table.leftOut(width).size() : 0;
    if (left > 0) {
      missing.add(Counted.of(left, "more column"));
    }
    if (!missing.isEmpty()) {
      lines.add("… and " + String.join(", ", missing) + "; --format csv has all");
    }
    return lines;
  }

  /** How many of the rows can be shown; a few in any case. */
  private static int fitting(TextTable table, int width, int most) {
    if (!table.fits(width)) {
      return Math.max(FEWEST_BLOCKS, most / table.blockLines());
    }
    int over = table.lines(width).size() - 1 - most;
    return over <= 0 ? most : Math.max(FEWEST_BLOCKS, table.rowCount() - 1);
  }

  private static TextTable table(
      List<String> columns, List<List<Value>> shown, Layout layout, boolean mayLeaveOut) {
    TextTable table = new TextTable();
    List<ShownFigures> figures = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      List<Value> values =
          shown.stream().map(row -> row.get(column)).filter(value -> !value.isNull()).toList();
      String name = columns.get(i);
      figures.add(ShownFigures.of(name, values));
      if (values.stream().anyMatch(Value::isNumber)) {
        table.figures(name);
      } else if (!values.isEmpty()
          && values.stream().allMatch(value -> ShownTime.isTime(value.text()))) {
        table.words(ShownTime.heading(name));
      } else if (mayLeaveOut && name.equals(MESSAGE)) {
        table.below(name);
      } else if (mayLeaveOut && SHORT.contains(name)) {
        table.path(name, SHORTEST);
      } else {
        table.text(name, NARROWEST);
      }
      if (mayLeaveOut && !FIRST.contains(name)) {
        table.optional();
      }
    }
    for (List<Value> row : shown) {
      String[] cells = new String[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cell(row.get(i), figures.get(i), layout);
      }
      table.add(cells);
    }
    return layout.header() ? table : table.withoutHeadings();
  }

  private static String cell(Value value, ShownFigures figures, Layout layout) {
    if (value.isNumber()) {
      return figures.of(value);
    }
    String text = value.isNull() ? layout.nullText() : value.text();
    return text.length() <= LONGEST_CELL
        ? ShownTime.of(text)
        : text.substring(0, LONGEST_CELL) + "…";
  }
}
