package dev.rollcall.proof;

/** Has the chunks of imports into a server take longer than they do, so that they can be met. */
final class SlowChunks {

  private static final String TRIGGER =
      "create or replace trigger slow after insert on rollcall_changes for each statement"
          + " execute function slow()";

  private SlowChunks() {}

  /** From now on each takes so much longer, whoever writes it. */
  static void take(Database database, double seconds) {
    database.execute(function(seconds), TRIGGER);
  }

  /** The function that waits, for what else is to be done in it. */
  static String function(double seconds) {
    return "create or replace function slow() returns trigger language plpgsql"
        + " as 'begin perform pg_sleep("
        + seconds
        + "); return null; end'";
  }

  /** They are as quick as ever, also those under way from their next change on. */
  static void hurry(Database database) {
    database.execute(function(0));
  }

  /** The same, and nothing of this is left. */
  static void end(Database database) {
    database.execute("drop function slow cascade");
  }
}
