package dev.rollcall.pages;

import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report as a page: a table of its first rows, with a word on how many there are besides, and for
 * users by level a chart.
 */
public final class ReportPage {

  /** So many rows a browser still shows at once. */
  private static final int MOST_ROWS = 5_000;

  private static final int MOST_CELLS = 50_000;

  /** So many columns have room on a telephone; of more, each row becomes a card. */
  private static final int FEW_COLUMNS = 4;

  /** A text of so many characters needs a wide column. */
  private static final int LONG = 48;

  private final About about;
  private final List<String> columns;
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
      List<Cell> columns,
      List<Row> rows,
      String more,
      String shown,
      String asOf) {}

  private record Row(List<Cell> cells) {}

  /**
   * A cell, or the head of a column, which is aligned as its first cell is.
   *
   * @param kind the class that aligns it: number, none or text
   */
  private record Cell(String head, String text, String kind) {}

  private ReportPage(About about, List<String> columns, List<List<Value>> rows, long count) {
    this.about = about;
    this.columns = columns;
    this.rows = rows;
    this.count = count;
  }

  /**
   * Makes the page.
   *
   * @param asOf when the database was read
   * @return HTML in UTF-8
   */
  public static byte[] of(About about, Rows rows, Instant asOf) {
    List<String> columns = rows.columns();
    int most = Math.min(MOST_ROWS, Math.max(1, MOST_CELLS / Math.max(1, columns.size())));
    List<List<Value>> first = rows.first(most);
    long count = first.size() < most ? first.size() : rows.count();
    return new ReportPage(about, columns, first, count).bytes(asOf);
  }

  private byte[] bytes(Instant asOf) {
    Sizes sizes = new Sizes();
    String heading = heading();
    List<String> heads =
        columns.stream().map(column -> Figures.text(column.replace("_", " "))).toList();
    View view =
        new View(
            heading,
            Figures.text(about.database),
            Figures.text(String.join(" ", about.narrowed)),
            Figures.counted(count, "row", "rows"),
            about.levels ? LevelChart.of(rows, sizes) : null,
            !rows.isEmpty(),
            columns.size() > FEW_COLUMNS,
            heads(heads),
            rows.stream().map(row -> new Row(cells(row, heads))).toList(),
            count == rows.size() ? "" : Figures.number(count - rows.size()),
            Figures.number(rows.size()),
            Figures.time(asOf.truncatedTo(ChronoUnit.SECONDS).toString()));
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

  private List<Cell> heads(List<String> heads) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      String kind = rows.isEmpty() ? "text" : kind(rows.get(0).get(i));
      cells.add(new Cell(heads.get(i), heads.get(i), kind));
    }
    return cells;
  }

  private static String kind(Value value) {
    return value.isNull() ? "none" : value.isNumber() ? "number" : "text";
  }

  private static List<Cell> cells(List<Value> row, List<String> heads) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Value value = row.get(i);
      String text = value.isNull() ? "null" : Figures.text(value.text());
      boolean isLong = !value.isNumber() && text.length() > LONG;
      cells.add(new Cell(heads.get(i), text, isLong ? "text long" : kind(value)));
    }
    return cells;
  }
}
