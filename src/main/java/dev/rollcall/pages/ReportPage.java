package dev.rollcall.pages;

import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

  /** How many characters make a text that needs a wide column. */
  private static final int LONG = 48;

  /** A time is no longer. */
  private static final int WIDE = 24;

  private final About about;
  private final List<String> columns;
  private final List<List<Value>> rows;
  private final long count;
  private final int[] decimals;

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
    this.decimals = decimals();
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
    List<Integer> filled = shown(columns.size(), first);
    return new ReportPage(
            about,
            kept(columns, filled),
            first.stream().map(row -> kept(row, filled)).toList(),
            count)
        .bytes(asOf);
  }

  /** The columns with something in them; of many, long texts last, so that figures are in sight. */
  private static List<Integer> shown(int columns, List<List<Value>> rows) {
    List<Integer> shown = new ArrayList<>();
    List<Integer> wide = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int column = i;
      List<Value> values =
          rows.stream().map(row -> row.get(column)).filter(value -> !value.isNull()).toList();
      boolean isWide =
          columns > FEW_COLUMNS
              && values.stream()
                  .anyMatch(value -> !value.isNumber() && value.text().length() > WIDE);
      if (!values.isEmpty() || rows.isEmpty()) {
        (isWide ? wide : shown).add(column);
      }
    }
    shown.addAll(wide);
    return shown;
  }

  private static <T> List<T> kept(List<T> row, List<Integer> columns) {
    return columns.stream().map(row::get).toList();
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
    List<String> heads =
        columns.stream().map(column -> Figures.text(column.replace("_", " "))).toList();
    View view =
        new View(
            heading,
            Figures.text(about.database),
            Figures.text(String.join(" ", about.narrowed)),
            Figures.counted(count, "row", "rows"),
            about.levels ? LevelChart.of(levels(), sizes) : null,
            !rows.isEmpty(),
            columns.size() > FEW_COLUMNS,
            heads(heads),
            rows.stream().map(row -> new Row(cells(row, heads))).toList(),
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

  private List<Cell> heads(List<String> heads) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      int column = i;
      String kind =
          rows.stream()
              .map(row -> kind(row.get(column)))
              .filter(each -> !each.equals("none"))
              .findFirst()
              .orElse("text");
      cells.add(new Cell(heads.get(i), heads.get(i), kind));
    }
    return cells;
  }

  private static String kind(Value value) {
    if (value.isNull()) {
      return "none";
    }
    return value.isNumber() ? "number" : Figures.isTime(value.text()) ? "time" : "text";
  }

  private List<Cell> cells(List<Value> row, List<String> heads) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Value value = row.get(i);
      String text = value.isNull() ? "–" : text(value, decimals[i]);
      boolean isLong = !value.isNumber() && text.length() > LONG;
      cells.add(new Cell(heads.get(i), text, isLong ? "text long" : kind(value)));
    }
    return cells;
  }

  private static String text(Value value, int places) {
    if (value.isNumber()) {
      int given = decimals(value.text());
      return given == 0 ? value.text() : value.text() + "0".repeat(places - given);
    }
    return Figures.isTime(value.text()) ? Figures.minute(value.text()) : Figures.text(value.text());
  }

  /** How many decimals each column has, so that all its figures have as many. */
  private int[] decimals() {
    int[] most = new int[columns.size()];
    for (List<Value> row : rows) {
      for (int i = 0; i < most.length; i++) {
        most[i] = row.get(i).isNumber() ? Math.max(most[i], decimals(row.get(i).text())) : most[i];
      }
    }
    return most;
  }

  /** None of what is written with an exponent. */
  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 || !number.matches("-?\\d+\\.\\d+") ? 0 : number.length() - point - 1;
  }
}
