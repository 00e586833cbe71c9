package dev.rollcall.postgresql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;

/** Refuses what rollcall can do with SQLite only. */
final class NotYet {

  private NotYet() {}

  /**
   * Says so.
   *
   * @param what the command or option
   */
  static Failure on(PostgresAddress address, String what) {
    return Failure.at(
        ProblemCode.NOT_SUPPORTED,
        Place.of(address.name()),
        "rollcall has no " + what + " on PostgreSQL yet",
        "docs/postgresql.md says what there is");
  }
}
