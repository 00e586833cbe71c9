package dev.rollcall.reporting;

/** What spreadsheets take for a formula. */
final class Formula {

  private Formula() {}

  /**
   * Whether a text begins like one: with {@code = + - @}, also in their full-width form, or with a
   * tab or line end, which spreadsheets skip.
   *
   * @param bytes in UTF-8, the text from {@code from} up to {@code to}
   */
  static boolean begins(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    return switch (bytes[from]) {
      case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
      // U+FF0B +, U+FF0D -, U+FF1D =, U+FF20 @
      case (byte) 0xef ->
          to - from >= 3
              && (bytes[from + 1] == (byte) 0xbc
                  && (bytes[from + 2] == (byte) 0x8b
                      || bytes[from + 2] == (byte) 0x8d
                      || bytes[from + 2] == (byte) 0x9d
                      || bytes[from + 2] == (byte) 0xa0));
      default -> false;
    };
  }
}
