package dev.rollcall.database.sql;

import java.sql.SQLException;

/** A statement succeeded and yet left a row alone: some trigger of the database ignored it. */
public final class RowIgnoredException extends SQLException {

  private static final long serialVersionUID = 1L;

  private RowIgnoredException(String message) {
    super(message);
  }

  /** One that is there, but not as it was written. */
  public static RowIgnoredException changed() {
    return new RowIgnoredException(
        "the database made something else of the row than was written (a trigger may do that)");
  }

  public static void check(int touched, int expected) throws RowIgnoredException {
    if (touched != expected) {
      throw new RowIgnoredException(
          "the database left the row as it was, without saying why (a trigger may ignore it)");
    }
  }
}
