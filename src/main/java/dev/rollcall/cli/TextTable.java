package dev.rollcall.cli;

import dev.rollcall.cli.TableColumn.Kind;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, each column as wide as it needs to be; one that is empty is left out. Where
 * a window is too narrow, columns that can do without go, headings are wrapped, and long texts are
 * cut. Figures and words are never cut: where even that is too wide, each row becomes a block, with
 * a line for each cell.
 */
final class TextTable {

  private record Row(List<String> cells, Tone tone) {}

  /** How far what is below a row is indented. */
  private static final int INDENT = 6;

  private final List<TableColumn> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private boolean headed = true;

  /** A column of figures: at the right, and never cut. */
  TextTable figures(String heading) {
    return column(heading, Kind.FIGURES, 0);
  }

  /** A column of short words or times, which are never cut. */
  TextTable words(String heading) {
    return column(heading, Kind.WORDS, 0);
  }

  /** A column of text, the end of which may be cut, down to this many columns of the terminal. */
  TextTable text(String heading, int least) {
    return column(heading, Kind.TEXT, least);
  }

  /** A column of paths, the beginning of which may be cut, as the end tells more. */
  TextTable path(String heading, int least) {
    return column(heading, Kind.PATH, least);
  }

  /** Texts of which each is in lines of its own, below its row. */
  TextTable below(String heading) {
    return column(heading, Kind.BELOW, 0);
  }

  private TextTable column(String heading, Kind kind, int least) {
    columns.add(new TableColumn(Visible.of(heading), kind, least, false));
    return this;
  }

  /** Lets the newest column be left out where there is no room. */
  TextTable optional() {
    columns.add(columns.remove(columns.size() - 1).asOptional());
    return this;
  }

  /** Leaves out the line of headings; blocks keep theirs. */
  TextTable withoutHeadings() {
    headed = false;
    return this;
  }

  /** Adds a row, a cell for each column. */
  void add(String... cells) {
    add(Tone.PLAIN, cells);
  }

  /** Adds a row of that tone, a cell for each column. */
  void add(Tone tone, String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + columns.size() + " columns");
    }
    rows.add(new Row(Arrays.stream(cells).map(Visible::of).toList(), tone));
  }

  /**
   * Whether a row takes one line.
   *
   * @param window how many columns of a terminal a line may take
   */
  boolean fits(int window) {
    return total(least(shown(window))) <= window;
  }

  /** The headings of the columns with something in them that have no room. */
  List<String> leftOut(int window) {
    List<Integer> left = new ArrayList<>(shown());
    left.removeIf(column -> columns.get(column).kind() == Kind.BELOW);
    left.removeAll(shown(window));
    return left.stream().map(column -> columns.get(column).heading()).toList();
  }

  int rowCount() {
    return rows.size();
  }

  /** How many lines a block has that shows everything there is, with the one that parts blocks. */
  int blockLines() {
    return 1 + shown().size();
  }

  /**
   * The lines, headings first.
   *
   * @param window how many columns of a terminal a line may take
   */
  List<ShownLine> lines(int window) {
    return fits(window) ? table(window) : blocks(window);
  }

  /** The columns that have something in them; all of them where there is no row. */
  private List<Integer> shown() {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (rows.isEmpty() || rows.stream().anyMatch(row -> !row.cells.get(column).isEmpty())) {
        shown.add(column);
      }
    }
    return shown;
  }

  /** The same without those that can do without, as far as there is no room for them. */
  private List<Integer> shown(int window) {
    List<Integer> shown = shown();
    shown.removeIf(column -> columns.get(column).kind() == Kind.BELOW);
    for (int i = shown.size() - 1; i >= 0 && total(least(shown)) > window; i--) {
      if (columns.get(shown.get(i)).optional()) {
        shown.remove(i);
      }
    }
    return shown;
  }

  private int cellsWidth(int column) {
    return rows.stream().mapToInt(row -> Width.columns(row.cells.get(column))).max().orElse(0);
  }

  /** The widths at which nothing but headings is wrapped. */
  private int[] whole(List<Integer> shown) {
    return shown.stream()
        .mapToInt(column -> Math.max(columns.get(column).partsWidth(), cellsWidth(column)))
        .toArray();
  }

  private int[] least(List<Integer> shown) {
    return shown.stream().mapToInt(this::least).toArray();
  }

  private int least(int column) {
    return columns.get(column).least(cellsWidth(column));
  }

  private static int total(int[] widths) {
    return Arrays.stream(widths).sum() + Math.max(0, widths.length - 1) * TableColumn.GAP;
  }

  private static void shrink(int[] widths, int[] least, int window) {
    while (total(widths) > window) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private List<ShownLine> table(int window) {
    List<Integer> shown = shown(window);
    int[] widths =
        shown.stream()
            .mapToInt(
                column ->
                    Math.max(Width.columns(columns.get(column).heading()), cellsWidth(column)))
            .toArray();
    shrink(widths, whole(shown), window);
    shrink(widths, least(shown), window);
    List<ShownLine> lines = new ArrayList<>();
    if (headed) {
      headings(shown, widths).forEach(line -> lines.add(ShownLine.plain(line)));
    }
    for (Row row : rows) {
      List<String> cells = shown.stream().map(row.cells::get).toList();
      lines.add(new ShownLine(line(shown, cells, widths), row.tone));
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).kind() == Kind.BELOW && !row.cells.get(i).isEmpty()) {
          for (String part : Wrapping.broken(row.cells.get(i), Math.max(1, window - INDENT))) {
            lines.add(new ShownLine(" ".repeat(INDENT) + part, row.tone));
          }
        }
      }
    }
    return lines;
  }

  /** Those that are wrapped begin above the others. */
  private List<String> headings(List<Integer> shown, int[] widths) {
    List<List<String>> wrapped = new ArrayList<>();
    int height = 0;
    for (int i = 0; i < widths.length; i++) {
      List<String> lines = new ArrayList<>(List.of(""));
      for (String part : columns.get(shown.get(i)).headingParts()) {
        String longer = lines.get(lines.size() - 1) + part;
        if (Width.columns(longer.stripTrailing()) <= widths[i]) {
          lines.set(lines.size() - 1, longer);
        } else {
          lines.add(part);
        }
      }
      wrapped.add(lines);
      height = Math.max(height, lines.size());
    }
    List<String> headings = new ArrayList<>();
    for (int at = -height; at < 0; at++) {
      int fromEnd = at;
      List<String> cells =
          wrapped.stream()
              .map(
                  lines ->
                      lines.size() + fromEnd < 0
                          ? ""
                          : lines.get(lines.size() + fromEnd).stripTrailing())
              .toList();
      headings.add(line(shown, cells, widths));
    }
    return headings;
  }

  private String line(List<Integer> shown, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Kind kind = columns.get(shown.get(i)).kind();
      String cell =
          kind == Kind.PATH
              ? Width.cutBeginning(cells.get(i), widths[i])
              : Width.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(widths[i] - Width.columns(cell));
      line.append(i == 0 ? "" : " ".repeat(TableColumn.GAP));
      line.append(kind == Kind.FIGURES ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private List<ShownLine> blocks(int window) {
    List<Integer> shown = shown();
    int label = 0;
    for (int column : shown) {
      label = Math.max(label, Width.columns(columns.get(column).heading()));
    }
    label = Math.min(label, Math.max(1, window / 2 - TableColumn.GAP));
    List<ShownLine> lines = new ArrayList<>();
    for (Row row : rows) {
      if (!lines.isEmpty()) {
        lines.add(ShownLine.plain(""));
      }
      for (int column : shown) {
        if (!row.cells.get(column).isEmpty()) {
          for (String line : columns.get(column).block(row.cells.get(column), label, window)) {
            lines.add(new ShownLine(line, row.tone));
          }
        }
      }
    }
    return lines;
  }
}
