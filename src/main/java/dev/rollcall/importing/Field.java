package dev.rollcall.importing;

/** What a column of the input can say of a user. To add a column, begin here. */
public enum Field {
  USERNAME,
  EMAIL,
  LEVEL,
  ACTION,
  REASON;

  /** As job files, headers and messages have it: {@code username}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
