package dev.rollcall.sqlite;

import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds out where the ledger of a file can't be worked with. */
final class LedgerDamage {

  private LedgerDamage() {}

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
    try (SqliteDatabase database = SqliteDatabase.openForReading(file)) {
      return database
          .ask(LedgerDamage::first)
          .map(where -> LedgerCheck.failure(file.name(), where, thrown))
          .orElse(failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static Optional<String> first(Connection connection) throws SQLException {
    return TableFacts.exists(connection, Migrations.HISTORY)
        ? Optional.ofNullable(new LedgerCheck(SqliteDialect.INSTANCE).firstDamage(connection))
        : Optional.empty();
  }
}
