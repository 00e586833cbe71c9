package dev.rollcall.pages;

import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import dev.rollcall.text.Counted;
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

  /** A longer cell is shown by its beginning, in characters. */
  private static final int LONGEST = 60;

  /** How many characters of a line a column has at most. */
  private static final int WIDEST = 36;

  private static final double PIXELS_OF_CHARACTER = 7.4;
  private static final int PIXELS_BETWEEN = 12;
  private static final int PIXELS_AROUND = 112;

  private final About about;
  private final List<String> columns;
  private final List<List<Value>> rows;
  private final long count;
  private final int[] decimals;
  private final boolean[] numbers;

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
   */
  private record Cell(String head, String text, String kind, String title, String tone) {}

  private ReportPage(About about, List<String> columns, List<List<Value>> rows, long count) {
    this.about = about;
    this.columns = columns;
    this.rows = rows;
    this.count = count;
    this.decimals = decimals();
    this.numbers = numbers();
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
    sizes.tableOf(width(heads));
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
      cells.add(new Cell(heads.get(i), heads.get(i), kind, "", ""));
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
      String whole = value.isNull() ? "–" : text(value, decimals[i]);
      boolean isMessage = heads.get(i).equals("message");
      String text = isMessage ? whole : shortened(whole);
      boolean isLong = !value.isNumber() && text.length() > LONG;
      String kind = isLong ? "text long" : kind(value);
      boolean isStatus = heads.get(i).equals("status");
      cells.add(
          new Cell(
              heads.get(i),
              text,
              value.isNull() && numbers[i] ? "none number" : kind,
              text.equals(whole) ? "" : whole,
              isStatus ? Tones.ofWord(value.text()) : ""));
    }
    return cells;
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** How wide the table is at most, in pixels, with what is around it. */
  private int width(List<String> heads) {
    double characters = 0;
    for (int i = 0; i < heads.size(); i++) {
      int column = i;
      int widest =
          rows.stream()
              .map(row -> row.get(column))
              .mapToInt(
                  value ->
                      value.isNull() ? 1 : Math.min(text(value, decimals[column]).length(), WIDEST))
              .max()
              .orElse(0);
      characters += Math.max(heads.get(i).length(), widest);
    }
    return (int) (PIXELS_AROUND + characters * PIXELS_OF_CHARACTER + heads.size() * PIXELS_BETWEEN);
  }

  private static String text(Value value, int places) {
    if (value.isNumber()) {
      int given = decimals(value.text());
      return given == 0 ? value.text() : value.text() + "0".repeat(places - given);
    }
    return Figures.isTime(value.text()) ? Figures.minute(value.text()) : Figures.text(value.text());
  }

  private boolean[] numbers() {
    boolean[] found = new boolean[columns.size()];
    for (List<Value> row : rows) {
      for (int i = 0; i < found.length; i++) {
        found[i] |= row.get(i).isNumber();
      }
    }
    return found;
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
