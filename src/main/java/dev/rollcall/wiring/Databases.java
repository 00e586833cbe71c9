package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.postgresql.PostgresServer;
import dev.rollcall.problem.Failure;
import dev.rollcall.sqlite.SqliteErrors;
import dev.rollcall.sqlite.SqliteFile;
import java.nio.file.Path;
import java.util.Locale;

/** Which kind of database an address names. */
public final class Databases {

  private Databases() {}

  /**
   * Reads an address; opens nothing.
   *
   * @param address a path, {@code jdbc:sqlite:} and a path, or {@code postgresql://HOST/DATABASE}
   * @throws Failure {@code USAGE} if it is neither; {@code DATABASE_UNUSABLE} if nothing can be
   *     there
   */
  public static Database of(String address) {
    return isPostgres(address)
        ? PostgresServer.of(address, file -> new SqliteFile(file, address))
        : SqliteFile.of(address);
  }

  /**
   * Refuses what {@link #of} would never take, whatever is there; looks at nothing.
   *
   * @throws Failure {@code USAGE}, without what may be a secret
   */
  public static void requireForm(String address) {
    if (isPostgres(address)) {
      of(address);
    } else {
      SqliteFile.requireForm(address);
    }
  }

  /** Found out without a look at what is there for PostgreSQL, which would take its time. */
  private static boolean isPostgres(String address) {
    String kind = address.toLowerCase(Locale.ROOT).replaceFirst("^jdbc:", "");
    return kind.startsWith("postgresql:") || kind.startsWith("postgres:");
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
