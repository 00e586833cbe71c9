package dev.rollcall.sqlite;

import dev.rollcall.database.Faults;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to people. */
public final class SqliteErrors {

  private SqliteErrors() {}

  /**
   * The words of the database, if it refused a row by a rule of its own; null if something else
   * went wrong.
   */
  static @Nullable String refusal(SQLException exception) {
    return switch (primary(exception)) {
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> words(exception);
      default -> null;
    };
  }

  /** Whether another connection is in the way. */
  static boolean isBusy(SQLException exception) {
    return primary(exception) == SQLiteErrorCode.SQLITE_BUSY;
  }

  /**
   * A message for whatever went wrong, with advice where there is some.
   *
   * @param database the database's name as the user gave it
   */
  public static Failure explain(Throwable thrown, String database) {
    return Faults.explain(thrown, exception -> problem(exception, Place.of(database)));
  }

  private static Problem noLibrary() {
    String folder = System.getProperty("java.io.tmpdir", "the folder for temporary files");
    return new Problem(
        ProblemCode.DATABASE_UNUSABLE,
        null,
        "SQLite's library can't be unpacked into " + folder + " and loaded from there",
        "make room, and let programs be executed there");
  }

  private static Problem problem(SQLException exception, Place database) {
    if (exception.getCause() instanceof NativeLibraryNotFoundException) {
      return noLibrary();
    }
    return switch (primary(exception)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new Problem(
              ProblemCode.DATABASE_BUSY,
              database,
              "another program holds the database's write lock",
              "run the same command when it is done");
      case SQLITE_FULL ->
          unusable(database, "the disk is full", "make room and run the same command");
      case SQLITE_READONLY, SQLITE_PERM ->
          isOfFolder(exception)
              ? unusable(
                  database,
                  "its log can't be made, as nothing can be written in its folder",
                  "copy it to a folder where you may write, also for reading it")
              : unusable(
                  database, "it can't be written", "check the owner of the file and its folder");
      case SQLITE_CANTOPEN ->
          unusable(database, "it can't be opened", "check the owner of the file and its folder");
      case SQLITE_NOTADB -> unusable(database, "this is not an SQLite database", "check the path");
      case SQLITE_CORRUPT ->
          unusable(database, "the database is damaged: " + words(exception), "restore a backup");
      case SQLITE_TOOBIG ->
          new Problem(
              ProblemCode.DATABASE_ERROR,
              database,
              "a value is too large: one in a report has at most 16 MiB",
              "leave it out of the SELECT, or cut it: substr(…, 1, 1000)");
      case SQLITE_IOERR ->
          new Problem(
              ProblemCode.DATABASE_ERROR,
              database,
              "the disk gave an error: " + words(exception),
              "check disk and space, and run the same command");
      default ->
          new Problem(
              ProblemCode.DATABASE_ERROR,
              database,
              "the database gave an error: " + words(exception),
              "fix the cause, then run the same command");
    };
  }

  private static Problem unusable(Place database, String what, String advice) {
    return new Problem(ProblemCode.DATABASE_UNUSABLE, database, what, advice);
  }

  private static boolean isOfFolder(SQLException exception) {
    return exception instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_DIRECTORY
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_CANTINIT);
  }

  /** The error without its finer kind, of which SQLite has many. */
  private static SQLiteErrorCode primary(SQLException exception) {
    if (exception instanceof SQLiteException sqlite) {
      int number = sqlite.getResultCode().code & 0xff;
      for (SQLiteErrorCode code : SQLiteErrorCode.values()) {
        if (code.code == number) {
          return code;
        }
      }
    }
    return SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /**
   * SQLite's own words; the driver puts a name and an explanation before them, and them in
   * brackets.
   */
  static String words(SQLException exception) {
    String message = firstLine(String.valueOf(exception.getMessage()));
    int from = message.startsWith("[") ? message.indexOf(" (") : -1;
    return from > 0 && message.endsWith(")")
        ? message.substring(from + 2, message.length() - 1)
        : message;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
