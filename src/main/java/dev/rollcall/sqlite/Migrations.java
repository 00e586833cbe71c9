package dev.rollcall.sqlite;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jspecify.annotations.Nullable;

/** The steps from one version of the schema to the next, in {@code db/migration} and here. */
final class Migrations {

  private final SqliteFile file;
  private final DataSource dataSource;

  Migrations(SqliteFile file, DataSource dataSource) {
    this.file = file;
    this.dataSource = dataSource;
  }

  /** A change of the schema. */
  interface Change {

    /** Makes the change; the answer is how many migrations that were. */
    int on(Connection connection, Migrations migrations) throws SQLException;
  }

  /** Changes the schema wholly or, if anything fails, not at all. */
  static int wholly(SqliteFile file, DataSource dataSource, Change change) {
    try (OneTransaction transaction = OneTransaction.begin(dataSource);
        Connection connection = transaction.getConnection()) {
      int applied = change.on(connection, new Migrations(file, transaction));
      transaction.commit();
      return applied;
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** Notes that the database has all of a version, without doing anything for it. */
  void beginAt(int version) {
    try {
      configuration()
          .baselineVersion(Integer.toString(version))
          .baselineDescription("adopted")
          .load()
          .baseline();
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** Applies what is pending, all or nothing; says how many that were. */
  int apply() {
    try {
      return configuration().load().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** Where the database differs from what its migrations say. */
  List<String> faults() {
    return configuration().load().validateWithResult().invalidMigrations.stream()
        .map(Migrations::describe)
        .toList();
  }

  private static String describe(ValidateOutput invalid) {
    return "migration "
        + invalid.version
        + " ("
        + invalid.description
        + "): "
        + firstLine(invalid.errorDetails.errorMessage);
  }

  private FluentConfiguration configuration() {
    return Flyway.configure()
        .dataSource(dataSource)
        .table(SqliteSchema.HISTORY)
        .locations("classpath:db/migration")
        .javaMigrations(new BatchTables())
        .group(true)
        .cleanDisabled(true);
  }

  private Failure failed(FlywayException e) {
    Failure cause = SqliteErrors.explain(e, file.name());
    if (cause.code() != ProblemCode.INTERNAL && cause.code() != ProblemCode.DATABASE_ERROR) {
      return cause;
    }
    Problem problem =
        new Problem(
            ProblemCode.SCHEMA_INVALID,
            Place.of(file.name()),
            "a migration failed, and the database is as it was: " + words(e),
            "run it again with --debug, and report what it says");
    return new Failure(problem, e);
  }

  /** The database's own, if they are among the causes. */
  private static String words(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException exception) {
        return SqliteErrors.words(exception);
      }
    }
    return firstLine(failed.getMessage());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
