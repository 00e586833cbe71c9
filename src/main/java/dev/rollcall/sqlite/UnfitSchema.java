package dev.rollcall.sqlite;

import dev.rollcall.database.Schema;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.function.BooleanSupplier;

/** Why a database can't be worked with as its schema is, and what to do about it. */
final class UnfitSchema {

  private UnfitSchema() {}

  /**
   * Says so.
   *
   * @param adoptable whether users that another program made can be adopted
   */
  static Failure failure(Schema.Status status, SqliteFile file, BooleanSupplier adoptable) {
    return switch (status.state()) {
      case NEWER ->
          failure(
              file,
              ProblemCode.SCHEMA_NEWER,
              "its schema has version "
                  + status.version()
                  + ", newer than this program knows ("
                  + Schema.NEWEST
                  + ")",
              "use the version of rollcall that made it, or a newer one");
      case FOREIGN_USERS -> {
        boolean can = adoptable.getAsBoolean();
        yield failure(
            file,
            ProblemCode.SCHEMA_MISSING,
            "it has users that another program made"
                + (can ? "" : ", which can't be adopted as they are"),
            can ? command("adopt it", "baseline", file) : command("see why", "status", file));
      }
      case FOREIGN ->
          failure(
              file,
              ProblemCode.SCHEMA_MISSING,
              "it has another program's tables, and no users",
              command("add rollcall's", "migrate", file));
      case OLDER ->
          failure(
              file,
              ProblemCode.SCHEMA_MISSING,
              "its schema has version " + status.version() + ", older than " + Schema.NEWEST,
              command("update it", "migrate", file));
      case EMPTY ->
          failure(
              file,
              ProblemCode.SCHEMA_MISSING,
              "it has no tables",
              "import something into it first");
      case CURRENT -> throw new IllegalStateException("the schema is current");
    };
  }

  private static String command(String what, String command, SqliteFile file) {
    return what + " with: rollcall schema " + command + " --db " + file.name();
  }

  private static Failure failure(SqliteFile file, ProblemCode code, String what, String advice) {
    return Failure.at(code, Place.of(file.name()), what, advice);
  }
}
