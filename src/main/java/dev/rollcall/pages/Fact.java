package dev.rollcall.pages;

/**
 * Something to know about a run or a plan.
 *
 * @param title more of it; may be empty
 * @param wide whether it needs room
 */
record Fact(String name, String value, String title, boolean wide) {

  /** How many characters have room in one column. */
  private static final int NARROW = 24;

  static Fact of(String name, String value) {
    return new Fact(name, Figures.text(value), "", value.length() > NARROW);
  }
}
