package dev.rollcall.cli;

/** How much room text takes in a terminal. */
final class Width {

  private Width() {}

  /** How many columns of a terminal the text takes, as most of them count. */
  static int columns(String text) {
    return text.codePoints().map(Width::columns).sum();
  }

  private static int columns(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        return isWide(codePoint) ? 2 : 1;
      }
    }
  }

  /** Ideographs, Hangul, full-width forms, and emoji. */
  private static boolean isWide(int codePoint) {
    return codePoint >= 0x1100 && codePoint <= 0x115F
        || codePoint >= 0x2E80 && codePoint <= 0xA4CF
        || codePoint >= 0xAC00 && codePoint <= 0xD7A3
        || codePoint >= 0xF900 && codePoint <= 0xFAFF
        || codePoint >= 0xFE30 && codePoint <= 0xFE6F
        || codePoint >= 0xFF00 && codePoint <= 0xFF60
        || codePoint >= 0xFFE0 && codePoint <= 0xFFE6
        || codePoint >= 0x1F300 && codePoint <= 0x1F64F
        || codePoint >= 0x1F680 && codePoint <= 0x1F6FF
        || codePoint >= 0x1F900 && codePoint <= 0x1FAFF
        || codePoint >= 0x20000 && codePoint <= 0x3FFFD;
  }

  /** The beginning of the text, with a mark that more was there, in at most this many columns. */
  static String cut(String text, int most) {
    if (columns(text) <= most) {
      return text;
    }
    int room = most - 1;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      room -= columns(codePoint);
      if (room < 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + "…";
  }

  /** The end of the text, with a mark that more was there, in at most this many columns. */
  static String cutBeginning(String text, int most) {
    if (columns(text) <= most) {
      return text;
    }
    int begin = 0;
    while (columns(text.substring(begin)) >= most) {
      begin = text.offsetByCodePoints(begin, 1);
    }
    return "…" + text.substring(begin);
  }
}
