package dev.rollcall.meaning;

/** What a failed run leaves behind. */
public enum RollbackPolicy {
  /** The chunks that committed; the same command again goes on from there. */
  CHUNK,
  /** The database as it was: all chunks commit together or not at all. */
  RUN;

  /** As job files and messages have it: {@code chunk}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
