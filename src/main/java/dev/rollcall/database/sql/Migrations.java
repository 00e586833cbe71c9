package dev.rollcall.database.sql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jspecify.annotations.Nullable;

/** The steps from one version of the schema to the next, in files and here. */
public final class Migrations {

  /** Where the migrations that were applied are noted. */
  public static final String HISTORY = "rollcall_schema_history";

  private final Of of;
  private final DataSource dataSource;

  /**
   * @param dataSource the database, through which all statements go
   */
  public Migrations(Of of, DataSource dataSource) {
    this.of = of;
    this.dataSource = dataSource;
  }

  /**
   * What the migrations of a database are.
   *
   * @param database its name, for messages
   * @param folder where the files are, on the class path
   * @param explain makes a message of whatever goes wrong in it
   * @param words its own words in an error
   */
  public record Of(
      String database,
      String folder,
      BatchTables batchTables,
      Function<Throwable, Failure> explain,
      Function<SQLException, String> words) {}

  /** A change of the schema. */
  public interface Change {

    /** Makes the change; the answer is how many migrations that were. */
    int on(Connection connection, Migrations migrations) throws SQLException;
  }

  /** Changes the schema wholly or, if anything fails, not at all. */
  public static int wholly(Of of, DataSource dataSource, Change change) {
    try (OneTransaction transaction = OneTransaction.begin(dataSource);
        Connection connection = transaction.getConnection()) {
      int applied = change.on(connection, new Migrations(of, transaction));
      transaction.commit();
      return applied;
    } catch (SQLException e) {
      throw of.explain.apply(e);
    }
  }

  /** Notes that the database has all of a version, without doing anything for it. */
  public void beginAt(int version) {
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
  public int apply() {
    try {
      return configuration().load().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** Where the database differs from what its migrations say. */
  public List<String> faults() {
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
        .table(HISTORY)
        .locations("classpath:" + of.folder)
        .javaMigrations(of.batchTables)
        .group(true)
        .cleanDisabled(true);
  }

  private Failure failed(FlywayException e) {
    Failure cause = of.explain.apply(e);
    if (cause.code() != ProblemCode.INTERNAL && cause.code() != ProblemCode.DATABASE_ERROR) {
      return cause;
    }
    return Failure.at(
        ProblemCode.SCHEMA_INVALID,
        Place.of(of.database),
        "a migration failed, and the database is as it was: " + words(e),
        "run it again with --debug, and report what it says",
        e);
  }

  /** The database's own, if they are among the causes. */
  private String words(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException exception) {
        return of.words.apply(exception);
      }
    }
    return firstLine(failed.getMessage());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
