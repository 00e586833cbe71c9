package dev.rollcall.applying;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;

/** What becomes of an item. */
public sealed interface Decision {

  /** The item changes its user. */
  record Changed(Change change) implements Decision {}

  /**
   * The user goes, and another one of the same name comes in the same breath: two changes, each of
   * which counts as one item.
   */
  record Replaced(Change deleted, Change created) implements Decision {}

  /** The user is already as the row wants it. */
  record Unchanged() implements Decision {}

  /** The item is not applied. */
  record Rejected(Reject reject) implements Decision {}
}
