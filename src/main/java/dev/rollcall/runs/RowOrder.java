package dev.rollcall.runs;

/** In which order a run applies its rows. Rows of one user are in file order in both. */
public enum RowOrder {
  /**
   * By username: users that are together in the table's index are written together, however large
   * the table is.
   */
  USER,
  /** As they are in the file: for a database whose own rules tie users together. */
  FILE;

  /**
   * The order of a run that begins now.
   *
   * @param databaseHasRules whether the database has rules of its own
   */
  public static RowOrder under(boolean databaseHasRules) {
    return databaseHasRules ? FILE : USER;
  }
}
