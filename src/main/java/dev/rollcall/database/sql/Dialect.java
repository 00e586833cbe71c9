package dev.rollcall.database.sql;

/** The words in which databases differ, where their statements are the same but for them. */
public interface Dialect {

  /** How a column is declared that numbers the rows of a table, and is its key. */
  String key();

  /** How two tables are joined that are gone through in the order in which they are named. */
  String joinInOrder();

  /** A list of whole numbers that a statement takes as one value: a JSON array of them. */
  String numbers(String parameter);

  /** A text that is compared character by character, whatever order its column has. */
  String exact(String text);

  /**
   * Whether each column of a row of the ledger holds a value of its kind; a database that can't
   * hold any other says {@code true}.
   */
  String soundColumns(String table);
}
