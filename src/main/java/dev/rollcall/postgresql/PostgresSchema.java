package dev.rollcall.postgresql;

import dev.rollcall.database.sql.BatchTables;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.OneTransaction;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlSchema;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The schema of a PostgreSQL database: the first one that its search path names. */
final class PostgresSchema extends SqlSchema {

  private static final String TABLES =
      "select count(*) from pg_class where relkind in ('r', 'p', 'v', 'm', 'f')"
          + " and relnamespace = quote_ident(current_schema())::regnamespace";

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
        new BatchTables("postgresql"),
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
    return OwnUsers.inTheWay(connection, name);
  }

  @Override
  protected List<Problem> unadoptable(Connection connection) {
    return List.of(
        problem(
            ProblemCode.NOT_SUPPORTED,
            "users that another program made can't be adopted on PostgreSQL yet",
            "give rollcall a schema of its own (currentSchema in the address)"));
  }

  /** There is always something in the way of it. */
  @Override
  protected List<String> adopt() {
    throw new IllegalStateException("users of another program, with nothing in the way");
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  protected String integerType() {
    return "bigint";
  }

  @Override
  protected List<Problem> faultsOfUsers(Connection connection) throws SQLException {
    return OwnUsers.inTheWay(connection, name);
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
