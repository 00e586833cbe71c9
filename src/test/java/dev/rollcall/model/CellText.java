package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/** What counts as text in a cell. */
final class CellText {

  private CellText() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Without surrounding blanks. */
  static String strip(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    int[] points = cell.codePoints().toArray();
    int from = 0;
    int to = points.length;
    while (from < to && isBlank(points[from])) {
      from++;
    }
    while (to > from && isBlank(points[to - 1])) {
      to--;
    }
    return new String(points, from, to - from);
  }

  static boolean isBlank(String cell) {
    return strip(cell).isEmpty();
  }

  /** {@code \N} says nothing. */
  static String orNothing(@Nullable String cell) {
    String text = strip(cell);
    return text.equals("\\N") ? "" : text;
  }

  private static boolean isBlank(int codePoint) {
    return isSpace(codePoint) || Character.getType(codePoint) == Character.FORMAT;
  }

  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
  }
}
