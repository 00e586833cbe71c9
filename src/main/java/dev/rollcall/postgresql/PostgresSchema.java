package dev.rollcall.postgresql;

import dev.rollcall.database.Schema;
import dev.rollcall.database.sql.BatchTables;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.OneTransaction;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UnfitSchema;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The schema of a PostgreSQL database: the first one that its search path names. */
final class PostgresSchema implements Schema {

  /** What a database has that another program made, but for users: nothing of ours. */
  private static final int NOTHING = 0;

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
    this.name = name;
    this.statements = statements;
  }

  @Override
  public Status status() {
    return ask(
        connection -> {
          if (Sql.holds(connection, "select current_schema() is null")) {
            throw PostgresErrors.noSchema(name);
          }
          if (hasTable(connection, Migrations.HISTORY)) {
            int version = version(connection);
            State state =
                version > NEWEST ? State.NEWER : version == NEWEST ? State.CURRENT : State.OLDER;
            return new Status(state, version);
          }
          if (Sql.number(connection, TABLES) == 0) {
            return new Status(State.EMPTY, null);
          }
          boolean users = hasTable(connection, "users");
          return new Status(users ? State.FOREIGN_USERS : State.FOREIGN, null);
        });
  }

  private static boolean hasTable(Connection connection, String table) throws SQLException {
    return Sql.number(connection, TABLES + " and relname = ?", table) > 0;
  }

  private static int version(Connection connection) throws SQLException {
    String sql =
        "select coalesce(max(cast(version as integer)), 0) from "
            + Migrations.HISTORY
            + " where success";
    return (int) Sql.number(connection, sql);
  }

  /**
   * Makes sure that the database can be worked with, and updates a new or older one.
   *
   * @throws Failure {@code SCHEMA_MISSING} for another program's, {@code SCHEMA_NEWER}; {@code
   *     SCHEMA_INVALID} where the users have got rules that can't be kept
   */
  void prepare() {
    Status status = status();
    switch (status.state()) {
      case CURRENT -> requireOwnUsers();
      case EMPTY -> migrate();
      case OLDER -> {
        requireOwnUsers();
        migrate();
      }
      default -> throw unfit(status);
    }
  }

  private void requireOwnUsers() {
    throwIfAny(ask(connection -> OwnUsers.inTheWay(connection, name)));
  }

  @Override
  public List<Problem> inTheWay() {
    return switch (status().state()) {
      case OLDER, CURRENT -> ask(connection -> OwnUsers.inTheWay(connection, name));
      case FOREIGN_USERS -> List.of(notAdopted());
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void requireCurrent() {
    Status status = status();
    if (status.state() != State.CURRENT) {
      throw unfit(status);
    }
  }

  private Failure unfit(Status status) {
    return UnfitSchema.failure(status, name, () -> false);
  }

  @Override
  public int migrate() {
    Status status = status();
    return switch (status.state()) {
      case CURRENT -> 0;
      case EMPTY, OLDER -> wholly((connection, migrations) -> migrations.apply());
      case FOREIGN ->
          wholly(
              (connection, migrations) -> {
                migrations.beginAt(NOTHING);
                return migrations.apply();
              });
      case NEWER, FOREIGN_USERS -> throw unfit(status);
    };
  }

  @Override
  public List<String> baseline() {
    Status status = status();
    return switch (status.state()) {
      case CURRENT, OLDER -> {
        migrate();
        yield List.of();
      }
      case FOREIGN_USERS -> throw new Failure(notAdopted(), null);
      case NEWER -> throw unfit(status);
      case EMPTY, FOREIGN ->
          throw Failure.at(
              ProblemCode.SCHEMA_MISSING,
              place(),
              "it has no users table to adopt",
              "check the address; a new database needs no baseline");
    };
  }

  private Problem notAdopted() {
    return new Problem(
        ProblemCode.NOT_SUPPORTED,
        place(),
        "users that another program made can't be adopted on PostgreSQL yet",
        "give rollcall a schema of its own (currentSchema in the address)");
  }

  @Override
  public void validate() {
    requireCurrent();
    List<Problem> problems =
        new ArrayList<>(ask(connection -> OwnUsers.inTheWay(connection, name)));
    for (String fault : faults()) {
      problems.add(new Problem(ProblemCode.SCHEMA_INVALID, place(), fault, null));
    }
    throwIfAny(problems);
  }

  private List<String> faults() {
    try (OneTransaction transaction = OneTransaction.begin(statements)) {
      return new Migrations(migrations(), transaction).faults();
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, name);
    }
  }

  private int wholly(Migrations.Change change) {
    return Migrations.wholly(migrations(), statements, change);
  }

  private Migrations.Of migrations() {
    return new Migrations.Of(
        name,
        "db/postgresql",
        new BatchTables("postgresql"),
        thrown -> PostgresErrors.explain(thrown, name),
        PostgresErrors::words);
  }

  private static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Failure(problems, null);
    }
  }

  private interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = statements.getConnection()) {
      return question.of(connection);
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, name);
    }
  }

  private Place place() {
    return Place.of(name);
  }
}
