package dev.rollcall.database.sql;

import dev.rollcall.user.UserColumn;
import java.sql.SQLException;

/** Takes the values of a row, one column after the other. */
public interface ValueSink extends UserColumn.Taker<SQLException> {

  /** A null in a column of numbers. */
  void nothing() throws SQLException;

  /** Names the values of a row. */
  interface Values<T> {
    void of(T row, ValueSink sink) throws SQLException;
  }
}
