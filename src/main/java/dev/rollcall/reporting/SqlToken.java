package dev.rollcall.reporting;

import dev.rollcall.text.Visible;

/**
 * A part of an SQL text that is neither blank nor comment.
 *
 * @param from the offset of its first character
 */
public record SqlToken(Kind kind, String text, int from) {

  private static final int LONGEST_SHOWN = 40;

  /** The kinds that matter here. */
  public enum Kind {
    /** A keyword, a name without quotes, or a number. */
    WORD,
    /** A text or name in quotes or brackets. */
    QUOTED,
    /** A parameter with a name: {@code :name}, {@code @name}, {@code $name}. */
    PARAMETER,
    /** A parameter without one: {@code ?} or {@code ?1}. */
    POSITIONAL,
    /** A quote or comment that is never closed. */
    UNCLOSED,
    /** Any other character. */
    OTHER
  }

  /** The offset behind its last character. */
  public int to() {
    return from + text.length();
  }

  /** For a message. */
  String shown() {
    String line = Visible.oneLine(text);
    return '"' + (line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN)) + '"';
  }
}
