package dev.rollcall.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that a copy of a whole database has, with its rows in an order that is the same
 * everywhere.
 *
 * @param columns what is copied; what is made of others is made anew
 * @param key the columns by which its rows are in order
 */
public record CopiedTable(String name, List<String> columns, List<String> key) {

  public CopiedTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Takes the rows of a table. */
  public interface Taker {

    /** Takes one: {@link Long}s, texts and nulls in the order of the columns. */
    void take(@Nullable Object[] row);
  }
}
