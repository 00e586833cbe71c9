package dev.rollcall.database;

import dev.rollcall.user.UserColumns;

/**
 * Which columns the users of an open database have, for all who read and write it at this time: for
 * each run it is said anew. Thread-safe.
 */
public final class KeptColumns {

  private volatile UserColumns now = UserColumns.OWN;

  /** As it was said last; at first those of every user. */
  public UserColumns now() {
    return now;
  }

  /** Says it. */
  public void set(UserColumns columns) {
    now = columns;
  }
}
