package dev.rollcall.runs;

import java.util.Locale;

/** What a run is. */
public enum RunKind {
  /** Of an input that somebody delivered. */
  IMPORT,
  /** Of the fixed rejects of another run. */
  RETRY,
  /** Undoes what another run did. */
  UNDO,
  /** A single change, made by hand. */
  MANUAL;

  /** As messages have it: {@code import}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
