package dev.rollcall.sqlite;

import dev.rollcall.database.Schema;
import dev.rollcall.database.sql.Migrations;
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
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The schema of an SQLite database. */
final class SqliteSchema implements Schema {

  /** What a database has that another program made: nothing of ours, or its users. */
  private static final int NOTHING = 0;

  private static final int USERS_ONLY = 1;

  private final SqliteDatabase database;
  private final DataSource statements;

  SqliteSchema(SqliteDatabase database) {
    this(database, database);
  }

  /**
   * @param statements the same database, through which all statements go
   */
  SqliteSchema(SqliteDatabase database, DataSource statements) {
    this.database = database;
    this.statements = statements;
  }

  @Override
  public Status status() {
    return ask(
        connection -> {
          if (TableFacts.exists(connection, Migrations.HISTORY)) {
            int version = version(connection);
            State state =
                version > NEWEST ? State.NEWER : version == NEWEST ? State.CURRENT : State.OLDER;
            return new Status(state, version);
          }
          String tables =
              "select count(*) from sqlite_master where type = 'table'"
                  + " and name not like 'sqlite\\_%' escape '\\'";
          if (Sql.number(connection, tables) == 0) {
            return new Status(State.EMPTY, null);
          }
          boolean users = TableFacts.exists(connection, "users");
          return new Status(users ? State.FOREIGN_USERS : State.FOREIGN, null);
        });
  }

  private static int version(Connection connection) throws SQLException {
    String sql = "select coalesce(max(cast(version as integer)), 0) from " + Migrations.HISTORY;
    return (int) Sql.number(connection, sql + " where success = 1");
  }

  /**
   * Makes sure that the database can be worked with, and updates a new or older one.
   *
   * @throws Failure {@code SCHEMA_MISSING} for another program's, which has to be adopted first,
   *     {@code SCHEMA_NEWER}; {@code SCHEMA_INVALID} for an adopted one whose owner has added what
   *     would have kept it from being adopted
   */
  void prepare() {
    Status status = status();
    switch (status.state()) {
      case CURRENT -> requireHarmless();
      case EMPTY -> {
        Template.copyInto(database);
        migrate();
      }
      case OLDER -> {
        requireHarmless();
        migrate();
      }
      default -> throw unfit(status);
    }
  }

  private void requireHarmless() {
    throwIfAny(ask(connection -> AdoptedUsers.harmful(connection, place())));
  }

  @Override
  public List<Problem> inTheWay() {
    return switch (status().state()) {
      case FOREIGN_USERS -> ask(connection -> AdoptedUsers.inTheWay(connection, place()));
      case OLDER, CURRENT -> ask(connection -> AdoptedUsers.harmful(connection, place()));
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  @Override
  public List<String> warnings() {
    return switch (status().state()) {
      case FOREIGN_USERS, OLDER, CURRENT -> ask(AdoptedUsers::warnings);
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  @Override
  public void requireCurrent() {
    Status status = status();
    if (status.state() != State.CURRENT) {
      throw unfit(status);
    }
  }

  /**
   * Makes sure that there are users to be read, whoever made them, and changes nothing.
   *
   * @throws Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  void requireUsers() {
    Status status = status();
    switch (status.state()) {
      case EMPTY, FOREIGN, NEWER -> throw unfit(status);
      case FOREIGN_USERS, OLDER, CURRENT -> {}
    }
  }

  private Failure unfit(Status status) {
    return UnfitSchema.failure(status, database.file().name(), () -> inTheWay().isEmpty());
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
      case FOREIGN_USERS -> adopt();
      case CURRENT, OLDER -> {
        migrate();
        yield List.of();
      }
      case NEWER -> throw unfit(status);
      case EMPTY, FOREIGN ->
          throw failure(
              ProblemCode.SCHEMA_MISSING,
              "it has no users table to adopt",
              "check the path; a new database needs no baseline");
    };
  }

  private List<String> adopt() {
    throwIfAny(ask(connection -> AdoptedUsers.inTheWay(connection, place())));
    List<String> added = new ArrayList<>(List.of("tables whose names begin with rollcall_"));
    wholly(
        (connection, migrations) -> {
          if (!UserRules.usernamesAreUnique(connection)) {
            Sql.execute(connection, "create unique index users_username on users (username)");
            added.add("a unique index on username, users_username, as there was none");
          }
          migrations.beginAt(USERS_ONLY);
          return migrations.apply();
        });
    return added;
  }

  @Override
  public void validate() {
    requireCurrent();
    List<Problem> problems =
        new ArrayList<>(ask(connection -> AdoptedUsers.ofTable(connection, place())));
    for (String fault : new Migrations(database.file().migrations(), statements).faults()) {
      problems.add(problem(ProblemCode.SCHEMA_INVALID, fault, null));
    }
    for (String fault : ask(connection -> Sql.texts(connection, "pragma quick_check(20)"))) {
      if (!fault.toLowerCase(Locale.ROOT).equals("ok")) {
        problems.add(problem(ProblemCode.SCHEMA_INVALID, fault, "restore a backup"));
      }
    }
    if (!ask(UserRules::usernamesAreUnique)) {
      problems.add(
          problem(
              ProblemCode.SCHEMA_INVALID,
              "nothing keeps usernames unique any more",
              "create unique index users_username on users (username)"));
    }
    throwIfAny(problems);
  }

  private int wholly(Migrations.Change change) {
    return Migrations.wholly(database.file().migrations(), statements, change);
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
      throw SqliteErrors.explain(e, database.file().name());
    }
  }

  private Failure failure(ProblemCode code, String what, String advice) {
    return new Failure(problem(code, what, advice), null);
  }

  private Problem problem(ProblemCode code, String what, @Nullable String advice) {
    return new Problem(code, place(), what, advice);
  }

  private Place place() {
    return Place.of(database.file().name());
  }
}
