package dev.rollcall.csv;

import org.jspecify.annotations.Nullable;

/**
 * What a file has beside rows, or instead of double quotes; nothing of it is ever guessed.
 *
 * @param skip how many lines are passed over at the beginning, whatever is in them, 0 to {@value
 *     #MOST_SKIPPED}
 * @param quote what cells are quoted with; null if nothing is
 * @param escape takes the character behind it for text, inside quotes and outside; null for none
 * @param comment a line that begins with it is passed over; null for none
 * @param trailer what the last line must be; null for a row like others
 */
public record Quirks(
    int skip,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Character comment,
    @Nullable Trailer trailer) {

  public static final int MOST_SKIPPED = 10_000;

  /** What escape and comment may be, and the quote beside the usual one; no delimiters. */
  public static final String SIGNS = "'`\\/#%!$&*+-.:<=>?@_~";

  public static final char USUAL_QUOTE = '"';

  public static final Quirks NONE = new Quirks(0, USUAL_QUOTE, null, null, null);

  public Quirks {
    if (skip < 0 || skip > MOST_SKIPPED) {
      throw new IllegalArgumentException("skip " + skip);
    }
    checkSign(quote == null || quote == USUAL_QUOTE ? null : quote);
    checkSign(escape);
    checkSign(comment);
    if (twice(quote, escape) || twice(escape, comment) || twice(comment, quote)) {
      throw new IllegalArgumentException("one character means two things");
    }
  }

  private static void checkSign(@Nullable Character sign) {
    if (sign != null && SIGNS.indexOf(sign) < 0) {
      throw new IllegalArgumentException("sign " + sign);
    }
  }

  private static boolean twice(@Nullable Character one, @Nullable Character other) {
    return one != null && one.equals(other);
  }

  /** Whether the rows themselves are as they are everywhere. */
  boolean isUsual() {
    return new Quirks(0, quote, escape, comment, trailer).equals(NONE);
  }
}
