package dev.rollcall.text;

import java.util.Locale;

/** Puts counts into words. */
public final class Counted {

  private Counted() {}

  /**
   * {@code 1 row}, {@code 2,000 rows}.
   *
   * @param noun of one; of more it gets an s
   */
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
