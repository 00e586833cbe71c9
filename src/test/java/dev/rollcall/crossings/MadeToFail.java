package dev.rollcall.crossings;

import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Triggers;

/** Has a chunk fail in the ledger, as a fault of the database would. */
final class MadeToFail {

  private static final String NAME = "made_to_fail";

  private MadeToFail() {}

  /** Statements after which no chunk that ends behind so many rows can be written. */
  static String[] behind(int rows, DatabaseKind kind) {
    boolean file = kind == DatabaseKind.FILE;
    String end = file ? "new.position" : "new.first_row + new.position";
    return Triggers.make(
        kind,
        NAME,
        "before update on " + (file ? "rollcall_runs" : "rollcall_parts"),
        "new.position > old.position and " + end + " > " + rows,
        Triggers.refusal(kind, "made to fail"));
  }

  /** A statement after which all can be written. */
  static String nothing(DatabaseKind kind) {
    return Triggers.drop(kind, NAME);
  }
}
