package dev.rollcall.text;

import java.util.Locale;

/**
 * Makes text from anywhere fit to be shown: what would steer a terminal, turn the order of what is
 * read, or be there without being seen is written out, {@code \}{@code u001B}.
 */
public final class Visible {

  /** How many characters are quoted. */
  private static final int QUOTED = 40;

  private static final int WIDTH_NON_JOINER = 0x200C;
  private static final int WIDTH_JOINER = 0x200D;

  private Visible() {}

  /**
   * The text on one line. Characters that join the two between which they are, as in a family of
   * emoji, stay as they are.
   */
  public static String of(String text) {
    return written(text, false);
  }

  /** The same with every space but the usual one written out, too: where texts are compared. */
  public static String withSpaces(String text) {
    return written(text, true);
  }

  private static String written(String text, boolean spaces) {
    StringBuilder visible = null;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      boolean seen = each >= ' ' && each < 0x7F || !isUnseen(text, at, spaces);
      if (seen && visible != null) {
        visible.append(each);
      } else if (!seen) {
        visible = visible == null ? new StringBuilder(text.substring(0, at)) : visible;
        visible.append(String.format(Locale.ROOT, "\\u%04X", (int) each));
      }
    }
    return visible == null ? text : visible.toString();
  }

  private static boolean isUnseen(String text, int at, boolean spaces) {
    char each = text.charAt(at);
    if (Character.isSurrogate(each)) {
      int from = Character.isLowSurrogate(each) && at > 0 ? at - 1 : at;
      int whole = text.codePointAt(from);
      return !Character.isSupplementaryCodePoint(whole)
          || Character.getType(whole) == Character.FORMAT;
    }
    return Blanks.isControl(each)
        || Blanks.isInvisible(each) && !joins(text, at)
        || spaces && Blanks.isBlank(each);
  }

  private static boolean joins(String text, int at) {
    char each = text.charAt(at);
    return (each == WIDTH_JOINER || each == WIDTH_NON_JOINER)
        && at > 0
        && at + 1 < text.length()
        && !Blanks.isBlank(text.charAt(at - 1))
        && !Blanks.isBlank(text.charAt(at + 1));
  }

  /** The text in quotes, not too long, on one line. */
  public static String quoted(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= QUOTED;
    return '"'
        + of(whole ? text : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "...")
        + '"';
  }

  /** Of several lines one, as blanks are as good in it: a statement, for example. */
  public static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
