package dev.rollcall.cells;

/**
 * What is put in the place of a part of a cell, wherever there is such a part.
 *
 * @param pattern a regular expression of RE2, at most {@value #LONGEST} characters
 * @param text what comes in its place; {@code $1} is the first group
 */
public record Replacement(String pattern, String text) {

  /** In characters, of a pattern and of a text. */
  public static final int LONGEST = 200;
}
