package dev.rollcall.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows as people read them: columns aligned, cut to a window, with a word on how many rows there
 * are besides. Takes as many rows as fit, and counts the others. Not thread-safe.
 */
public final class TextTable {

  /** So many characters of a value are looked at. */
  private static final int LONGEST_CELL = 1_000;

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<String> columns;
  private final Layout layout;
  private final int width;
  private final int most;
  private final List<List<Value>> shown = new ArrayList<>();
  private long more;

  /**
   * @param width of the window in characters
   * @param most at most so many rows are shown
   */
  public TextTable(List<String> columns, Layout layout, int width, int most) {
    this.columns = columns;
    this.layout = layout;
    this.width = width;
    this.most = most;
  }

  public void add(List<Value> row) {
    if (shown.size() < most) {
      shown.add(row.stream().map(TextTable::cut).toList());
    } else {
      more++;
    }
  }

  private static Value cut(Value value) {
    String text = value.text();
    return text.length() <= LONGEST_CELL
        ? value
        : new Value(value.kind(), text.substring(0, LONGEST_CELL));
  }

  /** The lines of the table. */
  public List<String> lines() {
    int[] widths = new int[columns.size()];
    List<List<Cell>> rows = new ArrayList<>();
    if (layout.header()) {
      rows.add(header());
    }
    shown.forEach(row -> rows.add(row.stream().map(this::cell).toList()));
    for (List<Cell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i).text()));
      }
    }
    fit(widths);
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    if (more > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "… and %,d more %s; --format csv has all",
              more,
              more == 1 ? "row" : "rows"));
    }
    return lines;
  }

  private record Cell(String text, boolean right) {}

  /** A column is aligned as its first value is. */
  private List<Cell> header() {
    List<Cell> header = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean right = !shown.isEmpty() && shown.get(0).get(i).isNumber();
      header.add(new Cell(DisplayWidth.visible(columns.get(i)), right));
    }
    return header;
  }

  private Cell cell(Value value) {
    return new Cell(
        value.isNull() ? layout.nullText() : DisplayWidth.visible(value.text()), value.isNumber());
  }

  /** Takes from the widest column, again and again, until all fit or none can give more. */
  private void fit(int[] widths) {
    int room = width - GAP.length() * (widths.length - 1);
    int sum = 0;
    for (int each : widths) {
      sum += each;
    }
    while (sum > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      sum--;
    }
  }

  private String line(List<Cell> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP);
      Cell cell = row.get(i);
      String text = DisplayWidth.cut(cell.text(), widths[i]);
      String blanks = " ".repeat(widths[i] - DisplayWidth.of(text));
      line.append(cell.right() ? blanks + text : text + blanks);
    }
    return DisplayWidth.cut(line.toString().stripTrailing(), width);
  }
}
