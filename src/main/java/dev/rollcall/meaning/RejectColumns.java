package dev.rollcall.meaning;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.csv.Row;
import dev.rollcall.text.Blanks;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The columns that a reject file has behind the cells: whose reject a row is, which one, and why.
 * Files of older versions have no {@code _run}, and somebody may have removed others.
 */
public final class RejectColumns {

  /** In their order. */
  public static final List<String> NAMES = List.of("_run", "_line", "_code", "_message");

  /** A run's number and its token. */
  public static final Pattern MARK = Pattern.compile("([0-9]{1,18})-[0-9a-f]{8}");

  private static final Pattern LINE = Pattern.compile("0*[1-9][0-9]{0,17}");

  private static final int ABSENT = -1;

  private final int width;
  private final int run;
  private final int line;
  private final int code;
  private final int message;

  private RejectColumns(int width, int run, int line, int code, int message) {
    this.width = width;
    this.run = run;
    this.line = line;
    this.code = code;
    this.message = message;
  }

  /** Those that a header names. */
  public static RejectColumns named(List<String> header) {
    List<String> names = header.stream().map(ColumnName::key).toList();
    return new RejectColumns(
        header.size(),
        names.indexOf(NAMES.get(0)),
        names.indexOf(NAMES.get(1)),
        names.indexOf(NAMES.get(2)),
        names.indexOf(NAMES.get(3)));
  }

  /**
   * The last ones of a file without a header.
   *
   * @param cells how many columns are before them
   */
  public static RejectColumns last(int width, int cells) {
    int run = width - cells < NAMES.size() ? ABSENT : width - 4;
    return width < 3
        ? new RejectColumns(width, ABSENT, ABSENT, ABSENT, ABSENT)
        : new RejectColumns(width, run, width - 3, width - 2, width - 1);
  }

  /** Whether rows can be told apart. */
  boolean areThere() {
    return line != ABSENT;
  }

  /** Whose reject the row is; empty if it does not say. */
  public String mark(Row row) {
    return cell(row, run);
  }

  /**
   * Where the row was in the input; 0 if it does not say. If the row has too many cells or too few,
   * what is in the column may be something else, unless a mark is before it.
   */
  public long line(Row row) {
    boolean inPlace = row.size() == width || MARK.matcher(mark(row)).matches();
    String text = inPlace ? lineText(row) : "";
    return LINE.matcher(text).matches() ? Long.parseLong(text) : 0;
  }

  /** What the row has where its line should be. */
  public String lineText(Row row) {
    return cell(row, line);
  }

  public boolean hasCode() {
    return code != ABSENT;
  }

  public String code(Row row) {
    return cell(row, code);
  }

  public String message(Row row) {
    return cell(row, message);
  }

  private String cell(Row row, int column) {
    if (column == ABSENT) {
      return "";
    }
    // Of a row with too many cells or too few, these are still the last ones, if a mark says so.
    int shift = row.size() - width;
    boolean shifted = shift != 0 && run != ABSENT && MARK.matcher(at(row, run + shift)).matches();
    return at(row, shifted ? column + shift : column);
  }

  private static String at(Row row, int position) {
    return position >= 0 && position < row.size() ? Blanks.strip(row.cell(position)) : "";
  }
}
