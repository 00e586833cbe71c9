package dev.rollcall.sqlite;

import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes sure that the ledger of a file can be worked with, and finds out where it can't. */
final class LedgerDamage {

  private LedgerDamage() {}

  /** See {@link LedgerCheck#requireRoom}. */
  static void requireRoom(SqliteDatabase database) {
    try (Connection connection = database.getConnection()) {
      LedgerCheck.requireRoom(connection, database.file().name());
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database.file().name());
    }
  }

  /**
   * A message for whatever went wrong in a database. What would be a fault of the program may come
   * of its ledger: then it is looked for there.
   */
  static Failure explain(Throwable thrown, SqliteFile file) {
    Failure failure = SqliteErrors.explain(thrown, file.name());
    boolean maybe =
        failure.code() == ProblemCode.INTERNAL
            || failure.code() == ProblemCode.BALANCE
            || failure.code() == ProblemCode.DATABASE_ERROR;
    if (!maybe || !file.exists()) {
      return failure;
    }
    try (SqliteDatabase database = SqliteDatabase.openForReading(file);
        Connection connection = database.getConnection()) {
      String where =
          TableFacts.exists(connection, Migrations.HISTORY)
              ? new LedgerCheck(SqliteDialect.INSTANCE).firstDamage(connection)
              : null;
      return where == null ? failure : LedgerCheck.failure(file.name(), where, thrown);
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }
}
