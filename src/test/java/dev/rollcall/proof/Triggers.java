package dev.rollcall.proof;

/** Triggers in the words of a kind of database. */
public final class Triggers {

  private Triggers() {}

  /**
   * Statements that make one, of each row.
   *
   * @param moment such as {@code before update on users}
   * @param condition in terms of {@code new} and {@code old}
   * @param statement what it does; see {@link #refusal}
   */
  public static String[] make(
      DatabaseKind kind, String name, String moment, String condition, String statement) {
    return kind == DatabaseKind.FILE
        ? new String[] {
          "create trigger %s %s when %s begin %s; end".formatted(name, moment, condition, statement)
        }
        : new String[] {
          "create function %s() returns trigger language plpgsql as $$begin %s; return new; end$$"
              .formatted(name, statement),
          "create trigger %1$s %2$s for each row when (%3$s) execute function %1$s()"
              .formatted(name, moment, condition)
        };
  }

  /** A statement that drops it. */
  public static String drop(DatabaseKind kind, String name) {
    return kind == DatabaseKind.FILE
        ? "drop trigger " + name
        : "drop function " + name + " cascade";
  }

  /** What a trigger does that refuses a row. */
  public static String refusal(DatabaseKind kind, String words) {
    return kind == DatabaseKind.FILE
        ? "select raise(abort, '" + words + "')"
        : "raise exception '" + words + "'";
  }
}
