package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;
import java.nio.charset.StandardCharsets;

/** Addresses, in domains that are nobody's. */
final class Emails {

  private static final byte[][] DOMAINS = {
    "@example.com".getBytes(StandardCharsets.US_ASCII),
    "@example.org".getBytes(StandardCharsets.US_ASCII),
    "@example.net".getBytes(StandardCharsets.US_ASCII),
    "@mail.example.com".getBytes(StandardCharsets.US_ASCII)
  };

  private static final byte[] USER = "user".getBytes(StandardCharsets.US_ASCII);

  private final Recipe recipe;

  Emails(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Adds the address that a row has: the name again, or without it where names are taken from many
   * scripts, as addresses hardly ever are.
   *
   * @param begin where the name begins in {@code out}
   * @param end where it ends
   */
  void add(long row, int begin, int end, Bytes out) {
    if (recipe.unicode()) {
      out.add(USER);
      Digits.add(recipe.namedBy(row), out);
    } else {
      out.add(out.array(), begin, end);
    }
    out.add(DOMAINS[(int) (recipe.nameDraw(row) >>> 62)]);
  }
}
