package dev.rollcall.postgresql;

import dev.rollcall.database.sql.BatchTables;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.OneTransaction;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlSchema;
import dev.rollcall.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The schema of a PostgreSQL database: the first one that its search path names. */
final class PostgresSchema extends SqlSchema {

  private static final String TABLES =
      "select count(*) from pg_class where relkind in ('r', 'p', 'v', 'm', 'f')"
          + " and relnamespace = quote_ident(current_schema())::regnamespace";

  /** By which rows are found that refer to others, or dropping these would take a scan for each. */
  private static final String BATCH_INDEXES =
      "\ncreate index BATCH_steps on BATCH_STEP_EXECUTION (job_execution_id);"
          + "create index BATCH_params on BATCH_JOB_EXECUTION_PARAMS (job_execution_id);"
          + "create index BATCH_executions on BATCH_JOB_EXECUTION (job_instance_id);";

  private final String name;
  private final DataSource statements;

  /**
   * @param name the database's, for messages
   * @param statements the database, through which all statements go
   */
  PostgresSchema(String name, DataSource statements) {
    super(migrations(name), ExtraColumns::of, statements);
    this.name = name;
    this.statements = statements;
  }

  private static Migrations.Of migrations(String name) {
    return new Migrations.Of(
        name,
        "db/postgresql",
        new BatchTables("postgresql", BATCH_INDEXES),
        thrown -> PostgresErrors.explain(thrown, name),
        PostgresErrors::words);
  }

  @Override
  public Status status() {
    if (ask(connection -> Sql.holds(connection, "select current_schema() is null"))) {
      throw PostgresErrors.noSchema(name);
    }
    return super.status();
  }

  @Override
  protected boolean hasTable(Connection connection, String table) throws SQLException {
    return Sql.number(connection, TABLES + " and relname = ?", table) > 0;
  }

  @Override
  protected boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(connection, TABLES) == 0;
  }

  @Override
  protected List<Problem> harmful(Connection connection) throws SQLException {
    return AdoptedUsers.ofTable(connection, place());
  }

  @Override
  protected List<Problem> unadoptable(Connection connection) throws SQLException {
    return AdoptedUsers.inTheWay(connection, place());
  }

  @Override
  protected boolean usernamesAreUnique(Connection connection) throws SQLException {
    return UserRules.isUnique(connection, "username");
  }

  @Override
  protected List<String> warningsOfUsers(Connection connection) throws SQLException {
    return AdoptedUsers.warnings(connection);
  }

  @Override
  protected String integerType() {
    return "bigint";
  }

  @Override
  protected List<Problem> faultsOfUsers(Connection connection) throws SQLException {
    return AdoptedUsers.ofTable(connection, place());
  }

  /** In one transaction: there is but one connection. */
  @Override
  protected List<String> faultsOfMigrations() {
    try (OneTransaction transaction = OneTransaction.begin(statements)) {
      return new Migrations(migrations(name), transaction).faults();
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, name);
    }
  }
}
