package dev.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * What a new user has in a column of whom nobody says it.
 *
 * @param isFixed whether it is always the same; else only the database knows it
 * @param value a {@code String} or a {@code Long}; null for nothing, and if it is not fixed
 */
public record Usual(boolean isFixed, @Nullable Object value) {

  /** Nothing. */
  public static final Usual NOTHING = new Usual(true, null);

  /** Only the database knows it: the time, say. */
  public static final Usual VARIES = new Usual(false, null);

  /**
   * What a number written in a default comes to.
   *
   * @param text whether the column holds texts
   */
  public static Usual ofNumber(String digits, boolean text) {
    try {
      Long number = Long.valueOf(digits);
      return always(text ? number.toString() : number);
    } catch (NumberFormatException e) {
      return VARIES;
    }
  }

  /** Always this. */
  public static Usual always(Object value) {
    return new Usual(true, value);
  }
}
