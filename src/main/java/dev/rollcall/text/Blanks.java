package dev.rollcall.text;

/**
 * Blanks: every white space and space character of Unicode, the no-break space that spreadsheets
 * leave behind included (which {@link String#strip()} would keep).
 */
public final class Blanks {

  /** A line end of mainframes, which Unicode calls white space and Java does not. */
  private static final int NEXT_LINE = 0x85;

  private Blanks() {}

  public static boolean isBlank(int character) {
    // Most characters are between the two: no other question is asked of them.
    return character <= ' '
        ? character == ' ' || character >= '\t' && character <= '\r'
        : character > 127
            && (character == NEXT_LINE
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character));
  }

  /** Whether there is a blank anywhere in the text. */
  public static boolean anyIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isBlank(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The text without surrounding blanks; the same object if there are none. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
