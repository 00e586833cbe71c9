package dev.rollcall.reporting;

/**
 * A value as the database has it.
 *
 * @param text as the database itself writes it: numbers in decimal, a blob as hexadecimal digits,
 *     null as an empty text
 */
public record Value(Kind kind, String text) {

  public static final Value NULL = new Value(Kind.NULL, "");

  /** What kinds of values there are. */
  public enum Kind {
    NULL,
    INTEGER,
    /** Infinity among them, written {@code Inf} or {@code -Inf}. */
    REAL,
    TEXT,
    BLOB
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  public boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.REAL;
  }
}
