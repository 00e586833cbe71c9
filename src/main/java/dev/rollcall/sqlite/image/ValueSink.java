package dev.rollcall.sqlite.image;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the values of a row, one column after the other. */
public interface ValueSink {

  void number(long value) throws SQLException;

  /** A text, or null. */
  void text(@Nullable String value) throws SQLException;

  /** A null in a column of numbers. */
  void nothing() throws SQLException;

  /** Names the values of a row. */
  interface Values<T> {
    void of(T row, ValueSink sink) throws SQLException;
  }
}
