package dev.rollcall.database.sql;

import dev.rollcall.database.Schema;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.function.BooleanSupplier;

/** Why a database can't be worked with as its schema is, and what to do about it. */
public final class UnfitSchema {

  private UnfitSchema() {}

  /**
   * Says so.
   *
   * @param database its name, for messages
   * @param adoptable whether users that another program made can be adopted
   */
  public static Failure failure(Schema.Status status, String database, BooleanSupplier adoptable) {
    return switch (status.state()) {
      case NEWER ->
          failure(
              database,
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
            database,
            ProblemCode.SCHEMA_MISSING,
            "it has users that another program made"
                + (can ? "" : ", which can't be adopted as they are"),
            can
                ? command("adopt it", "baseline", database)
                : command("see why", "status", database));
      }
      case FOREIGN ->
          failure(
              database,
              ProblemCode.SCHEMA_MISSING,
              "it has another program's tables, and no users",
              command("add rollcall's", "migrate", database));
      case OLDER ->
          failure(
              database,
              ProblemCode.SCHEMA_MISSING,
              "its schema has version " + status.version() + ", older than " + Schema.NEWEST,
              command("update it", "migrate", database));
      case EMPTY ->
          failure(
              database,
              ProblemCode.SCHEMA_MISSING,
              "it has no tables",
              "import something into it first");
      case CURRENT -> throw new IllegalStateException("the schema is current");
    };
  }

  private static String command(String what, String command, String database) {
    return what + " with: rollcall schema " + command + " --db " + database;
  }

  private static Failure failure(String database, ProblemCode code, String what, String advice) {
    return Failure.at(code, Place.of(database), what, advice);
  }
}
