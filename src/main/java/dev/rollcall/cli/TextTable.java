package dev.rollcall.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, each column as wide as it needs to be. Where that is too wide for a
 * terminal, columns that can do without go, from the right, and others are cut.
 */
final class TextTable {

  private static final int GAP = 2;

  /** A column. */
  private record Column(String heading, boolean right, int least, boolean optional) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A column of figures, which are never cut. */
  TextTable figures(String heading) {
    columns.add(new Column(heading, true, Integer.MAX_VALUE, false));
    return this;
  }

  /** A column of text, which may be cut to so many columns of the terminal. */
  TextTable text(String heading, int least) {
    columns.add(new Column(heading, false, least, false));
    return this;
  }

  /** A column of text that is never cut, but left out where there is no room. */
  TextTable optional(String heading) {
    columns.add(new Column(heading, false, Integer.MAX_VALUE, true));
    return this;
  }

  /** Adds a row, a cell for each column. */
  void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + columns.size() + " columns");
    }
    rows.add(List.of(cells).stream().map(Visible::of).toList());
  }

  /**
   * The lines, headings first.
   *
   * @param most how many columns of a terminal a line may take
   */
  List<String> lines(int most) {
    int[] widths = widths();
    for (int i = widths.length - 1; i >= 0 && least(widths) > most; i--) {
      if (columns.get(i).optional) {
        widths[i] = 0;
      }
    }
    while (total(widths) > most && shrinkWidest(widths)) {
      // Until it fits, or nothing can be cut any more.
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int width = Visible.columns(columns.get(i).heading);
      for (List<String> row : rows) {
        width = Math.max(width, Visible.columns(row.get(i)));
      }
      widths[i] = width;
    }
    return widths;
  }

  private int least(int[] widths) {
    int[] least = widths.clone();
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], columns.get(i).least);
    }
    return total(least);
  }

  private static int total(int[] widths) {
    int total = -GAP;
    for (int width : widths) {
      total += width == 0 ? 0 : width + GAP;
    }
    return total;
  }

  private boolean shrinkWidest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > columns.get(i).least && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      String cell = Visible.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(widths[i] - Visible.columns(cell));
      line.append(line.isEmpty() ? "" : " ".repeat(GAP));
      line.append(columns.get(i).right ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }
}
