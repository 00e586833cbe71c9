package dev.rollcall.applying;

import dev.rollcall.reject.Cells;

/** Something that is to happen to one user. */
public interface Item {

  /** Its line in the input; items of one user are applied in the order of their lines. */
  long line();

  /** Whom it concerns. */
  String username();

  /** Kept with a reject of the item. */
  Cells cells();

  /** Whether applying it twice differs from applying it once. */
  default boolean isRelative() {
    return false;
  }
}
