package dev.rollcall.meaning;

/** Which users an import may meet. */
public enum Mode {
  /** Users are created or updated as needed. */
  UPSERT,
  /** A user that exists is a reject. */
  INSERT,
  /** A user that does not exist is a reject. */
  UPDATE,
  /**
   * As upsert; then every user is deleted that no row named. A row that was rejected has named its
   * user all the same.
   */
  MIRROR;

  /** As job files and messages have it: {@code upsert}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
