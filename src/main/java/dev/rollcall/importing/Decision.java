package dev.rollcall.importing;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;

/** What becomes of a row. */
sealed interface Decision {

  /** The row changes its user. */
  record Changed(Change change) implements Decision {}

  /** The user is already as the row wants it. */
  record Unchanged() implements Decision {}

  /** The row is not applied. */
  record Rejected(Reject reject) implements Decision {}
}
