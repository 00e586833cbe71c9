package dev.rollcall.database;

/** What keeps somebody from working in a database, whatever the work is. */
public enum Hindrance {
  /** Nothing: if something went wrong, it is the work. */
  NONE,
  /** Others have what is needed, such as a lock or the last session: it can be had later. */
  PASSING,
  /** The user is not let in, may not do that, or finds nothing there: waiting does not help. */
  LASTING
}
