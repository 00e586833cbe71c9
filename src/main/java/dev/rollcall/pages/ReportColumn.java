package dev.rollcall.pages;

import dev.rollcall.reporting.ShownFigures;
import dev.rollcall.reporting.Value;
import dev.rollcall.text.ShownTime;
import java.util.Arrays;
import java.util.List;

/**
 * A column of a report, and how the page shows what is in it.
 *
 * @param index of its values in their rows
 * @param head its name, for people
 * @param figures how its figures are shown
 * @param isNumeric whether there are figures in it
 * @param isWide whether there is a text that needs more room than a time
 */
record ReportColumn(
    int index, String name, String head, ShownFigures figures, boolean isNumeric, boolean isWide) {

  /** A time is no longer. */
  private static final int WIDE = 24;

  /** How many characters have room in one column of a card; a text of more gets two. */
  private static final int CARD = 16;

  /** How many characters make a text that needs a wide column, and a line of a card. */
  private static final int LONG = 36;

  /** A longer cell is shown by its beginning, in characters. */
  private static final int LONGEST = 60;

  /** How many characters of a line it has at most. */
  private static final int WIDEST = 36;

  static ReportColumn of(int index, String name, List<List<Value>> rows) {
    boolean isNumeric = false;
    boolean isWide = false;
    for (List<Value> row : rows) {
      Value value = row.get(index);
      isNumeric |= value.isNumber();
      isWide |= !value.isNumber() && value.text().length() > WIDE;
    }
    String head = Figures.text(name.replace("_", " "));
    ShownFigures figures = ShownFigures.of(name, rows.stream().map(row -> row.get(index)).toList());
    return new ReportColumn(index, name, head, figures, isNumeric, isWide);
  }

  /** Whether it tells nothing: all its cells are empty, or count nothing. */
  boolean isBlank(List<List<Value>> rows) {
    return rows.stream()
        .map(row -> row.get(index))
        .allMatch(value -> isNone(value) || figures.isCount() && value.text().equals("0"));
  }

  /** Whether there is nothing to say of it; a change that no line asked for has line 0. */
  private boolean isNone(Value value) {
    return value.text().isEmpty() || name.equals("line") && value.text().equals("0");
  }

  /** Whether its texts are sentences of ours, which are never cut. */
  boolean isMessage() {
    return name.equals("message");
  }

  boolean isStatus() {
    return name.equals("status");
  }

  /** The classes that align a cell: number, none, time or text, and wide or long. */
  String kind(Value value) {
    if (isNone(value)) {
      return isNumeric ? "none number" : "none";
    }
    if (value.isNumber()) {
      return "number";
    }
    if (ShownTime.isTime(value.text())) {
      return "time";
    }
    int length = shown(value).length();
    return length > LONG ? "text long" : length > CARD ? "text wide" : "text";
  }

  /** A value with all of its characters, or as many as a page has at most. */
  String whole(Value value) {
    if (isNone(value)) {
      return "–";
    }
    if (value.isNumber()) {
      return figures.of(value);
    }
    return ShownTime.isTime(value.text()) ? ShownTime.of(value.text()) : Figures.text(value.text());
  }

  /** The same, short enough for a cell. */
  String shown(Value value) {
    String text = whole(value);
    return isMessage() || text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** How many characters wide it is at most; its head may be in several lines. */
  int width(List<List<Value>> rows) {
    int head = Arrays.stream(head().split(" ", -1)).mapToInt(String::length).max().orElse(0);
    int widest =
        rows.stream()
            .mapToInt(row -> Math.min(whole(row.get(index)).length(), WIDEST))
            .max()
            .orElse(0);
    return Math.max(head, widest);
  }
}
