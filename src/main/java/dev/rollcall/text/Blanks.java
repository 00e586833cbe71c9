package dev.rollcall.text;

/**
 * Blanks: every white space and space character of Unicode, the no-break space that spreadsheets
 * leave behind included (which {@link String#strip()} would keep), and characters that nobody sees,
 * such as a byte order mark in mid-file, a zero-width space or a soft hyphen.
 */
public final class Blanks {

  /** A line end of mainframes, which Unicode calls white space and Java does not. */
  private static final int NEXT_LINE = 0x85;

  private static final int SPACES =
      1 << Character.SPACE_SEPARATOR
          | 1 << Character.LINE_SEPARATOR
          | 1 << Character.PARAGRAPH_SEPARATOR;

  private static final int INVISIBLE = 1 << Character.FORMAT;

  private Blanks() {}

  /** Whether a character is none at the beginning or the end of a text. */
  public static boolean isBlank(char character) {
    // Most characters are between the two: no other question is asked of them.
    return character <= ' ' ? isAsciiSpace(character) : character > 127 && isBeyondAscii(character);
  }

  private static boolean isAsciiSpace(char character) {
    return character == ' ' || character >= '\t' && character <= '\r';
  }

  private static boolean isBeyondAscii(char character) {
    return isSpaceBeyondAscii(character) || isInvisible(character);
  }

  /** Whether nobody sees the character; spaces are seen. */
  static boolean isInvisible(char character) {
    return isOf(INVISIBLE, character) && !isSeenAllTheSame(character);
  }

  private static boolean isSpaceBeyondAscii(char character) {
    return character == NEXT_LINE || isOf(SPACES, character);
  }

  private static boolean isOf(int types, char character) {
    return (types >> Character.getType(character) & 1) == 1;
  }

  /** Marks that are written round a number or before a verse, though Unicode calls them format. */
  private static boolean isSeenAllTheSame(char character) {
    return character >= 0x600 && character <= 0x605
        || character == 0x6DD
        || character == 0x70F
        || character >= 0x890 && character <= 0x891
        || character == 0x8E2;
  }

  /**
   * Whether a text is plain, as most are: all of it is visible ASCII, with spaces only within. So
   * it has no control characters, and no blanks round it.
   */
  public static boolean isPlain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      // One question is enough for both ends.
      if ((char) (text.charAt(i) - ' ') > '~' - ' ') {
        return false;
      }
    }
    return length == 0 || text.charAt(0) != ' ' && text.charAt(length - 1) != ' ';
  }

  /**
   * Whether there is a space or a line end anywhere in the text. Characters that nobody sees may be
   * in it: they join what makes up one sign, such as a family.
   */
  public static boolean anySpaceIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character <= ' '
          ? isAsciiSpace(character)
          : character > 127 && isSpaceBeyondAscii(character)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a control character or a line end anywhere in the text. */
  public static boolean anyControlIn(String text) {
    if (isPlain(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isControl(char character) {
    return character < ' '
        || character > '~' && (character < 0xA0 || character == 0x2028 || character == 0x2029);
  }

  /** Whether there is nothing but blanks in the text. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
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
