package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.sqlite.SqliteErrors;
import dev.rollcall.sqlite.SqliteFile;
import java.nio.file.Path;

/** Which kind of database an address names. */
public final class Databases {

  private Databases() {}

  /**
   * Reads an address; opens nothing.
   *
   * @param address a path or {@code jdbc:sqlite:} and a path
   * @throws Failure {@code USAGE} if it is neither; {@code DATABASE_UNUSABLE} if nothing can be
   *     there
   */
  public static Database of(String address) {
    return SqliteFile.of(address);
  }

  /** Whether a file is a database, by its first bytes. */
  public static boolean isOne(Path file) {
    return SqliteFile.isOne(file);
  }

  /** An address as it may be shown: it may have a password in it. */
  public static String hideSecrets(String address) {
    return SqliteFile.hideSecrets(address);
  }

  /** A message for whatever went wrong, where it is not known in which database. */
  public static Failure explain(Throwable thrown) {
    return SqliteErrors.explain(thrown, "the database");
  }
}
