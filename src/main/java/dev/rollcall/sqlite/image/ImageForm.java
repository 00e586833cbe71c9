package dev.rollcall.sqlite.image;

import java.util.List;

/**
 * What the one table of a {@link TableImage} is.
 *
 * @param table its name
 * @param definition the statement that would create it
 * @param columns how many values a row has
 * @param firstRow the number of its first row, from 1
 */
public record ImageForm(String table, String definition, int columns, long firstRow) {

  /** The name of a table that is only read from. */
  public static final String ROWS = "rows";

  /** Columns without types, whose rows are numbered from 1. */
  public static ImageForm of(List<String> columns) {
    String definition = "create table " + ROWS + "(" + String.join(",", columns) + ")";
    return new ImageForm(ROWS, definition, columns.size(), 1);
  }
}
