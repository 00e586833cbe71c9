package dev.rollcall.pages;

import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import dev.rollcall.text.Counted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as a page: a table of its first rows, with a word on how many there are besides, and for
 * users by level a chart.
 */
public final class ReportPage {

  /** How many rows a browser still shows at once. */
  private static final int MOST_ROWS = 5_000;

  private static final int MOST_CELLS = 50_000;

  /** How many columns have room on a phone; with more, each row becomes a card. */
  private static final int FEW_COLUMNS = 4;

  private static final double PIXELS_OF_CHARACTER = 7.4;
  private static final int PIXELS_BETWEEN = 12;

  /** How much larger all that is where there are few columns. */
  private static final double LARGER = 1.15;

  private static final int PIXELS_AROUND = 112;

  private final About about;
  private final List<ReportColumn> columns;
  private final List<String> leftOut;
  private final List<List<Value>> rows;
  private final long count;

  /**
   * What a report is about.
   *
   * @param report its name, or that of the file with its SQL
   * @param database as the user named it
   * @param narrowed by what, as it is typed: {@code --level-min 3}
   * @param levels whether it is the one of users by level, which has a chart
   */
  public record About(String report, String database, List<String> narrowed, boolean levels) {}

  private record View(
      String heading,
      String database,
      String narrowed,
      String rowCount,
      @Nullable LevelChart chart,
      boolean any,
      boolean cards,
      boolean broad,
      List<Cell> columns,
      List<Row> rows,
      String leftOut,
      String more,
      String shown,
      String asOf) {}

  private record Row(List<Cell> cells) {}

  /**
   * A cell, or the head of a column, which is aligned as its first cell is.
   *
   * @param kind the class that aligns it: number, none or text
   * @param title the whole text; empty if it is shown
   * @param tone how a status is coloured; empty for all others
   * @param direction in which it is read: that of its first letter, but for what is ours
   */
  private record Cell(
      String head, String text, String kind, String title, String tone, String direction) {}

  private ReportPage(About about, List<String> names, List<List<Value>> rows, long count) {
    this.about = about;
    this.rows = rows;
    this.count = count;
    List<ReportColumn> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(ReportColumn.of(i, names.get(i), rows));
    }
    List<ReportColumn> filled = new ArrayList<>(all);
    filled.removeIf(column -> column.isBlank(rows));
    this.columns = filled.isEmpty() ? all : filled;
    this.leftOut =
        filled.isEmpty()
            ? List.of()
            : all.stream()
                .filter(column -> !filled.contains(column))
                .map(ReportColumn::head)
                .toList();
    if (names.size() > FEW_COLUMNS) {
      // Long texts last, so that figures are in sight.
      columns.sort(
          Comparator.comparing(ReportColumn::isMessage).thenComparing(ReportColumn::isWide));
    }
  }

  /**
   * Makes the page.
   *
   * @param asOf when the database was read
   * @return HTML in UTF-8
   */
  public static byte[] of(About about, Rows rows, Instant asOf) {
    List<String> names = rows.columns();
    int most = Math.min(MOST_ROWS, Math.max(1, MOST_CELLS / Math.max(1, names.size())));
    List<List<Value>> first = rows.first(most);
    long count = first.size() < most ? first.size() : rows.count();
    return new ReportPage(about, names, first, count).bytes(asOf);
  }

  /** Users by level, as the report has them. */
  private Map<Long, Long> levels() {
    Map<Long, Long> levels = new HashMap<>();
    for (List<Value> row : rows) {
      if (row.get(0).isNumber()) {
        levels.put(Long.valueOf(row.get(0).text()), Long.valueOf(row.get(1).text()));
      }
    }
    return levels;
  }

  private byte[] bytes(Instant asOf) {
    Sizes sizes = new Sizes();
    String heading = heading();
    sizes.tableOf(width());
    View view =
        new View(
            heading,
            Figures.text(about.database),
            Figures.text(String.join(" ", about.narrowed)),
            count == rows.size()
                ? Counted.of(count, "row")
                : "first " + Figures.number(rows.size()) + " of " + Counted.of(count, "row"),
            about.levels ? LevelChart.of(levels(), sizes) : null,
            !rows.isEmpty(),
            columns.size() > 1,
            columns.size() > FEW_COLUMNS,
            heads(),
            rows.stream().map(row -> new Row(cells(row))).toList(),
            String.join(", ", leftOut),
            count == rows.size() ? "" : Figures.number(count - rows.size()),
            Figures.number(rows.size()),
            Figures.shortTime(asOf.truncatedTo(ChronoUnit.SECONDS).toString()));
    return Page.of(heading + " · Rollcall", "report", view, sizes);
  }

  private String heading() {
    if (about.levels) {
      return "Users by level";
    }
    String name = Figures.text(about.report);
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private List<Cell> heads() {
    return columns.stream()
        .map(
            column -> {
              String kind =
                  rows.stream()
                      .map(row -> row.get(column.index()))
                      .filter(value -> !value.isNull())
                      .findFirst()
                      .map(column::kind)
                      .orElse("text");
              return new Cell(column.head(), column.head(), kind, "", "", "auto");
            })
        .toList();
  }

  private List<Cell> cells(List<Value> row) {
    return columns.stream().map(column -> cell(column, row.get(column.index()))).toList();
  }

  private static Cell cell(ReportColumn column, Value value) {
    String shown = column.shown(value);
    String whole = column.whole(value);
    return new Cell(
        column.head(),
        shown,
        column.kind(value),
        shown.equals(whole) ? "" : whole,
        column.isStatus() ? Tones.ofWord(value.text()) : "",
        column.isMessage() ? "ltr" : "auto");
  }

  /** How wide the table is at most, in pixels, with what is around it. */
  private int width() {
    double characters = columns.stream().mapToInt(column -> column.width(rows)).sum();
    double pixels = characters * PIXELS_OF_CHARACTER + columns.size() * PIXELS_BETWEEN;
    return (int) (PIXELS_AROUND + pixels * (columns.size() > FEW_COLUMNS ? 1 : LARGER));
  }
}
