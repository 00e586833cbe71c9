package dev.rollcall.cells;

import java.util.Locale;

/** Which letters a text is to have; the same in every language. */
public enum LetterCase {
  LOWER,
  UPPER;

  /** As job files have it: {@code lower}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String of(String text) {
    return this == LOWER ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
  }
}
