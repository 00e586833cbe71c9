package dev.rollcall.store;

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

/**
 * The schema of a database, and what updates it. All migrations that are pending commit together or
 * not at all. Not thread-safe; whoever changes anything must hold the run lock.
 */
public final class Schema {

  /** Where the migrations that were applied are noted. */
  static final String HISTORY = "rollcall_schema_history";

  /** What the names of Spring Batch's tables begin with. */
  public static final String BATCH_PREFIX = "ROLLCALL_BATCH_";

  /** The newest schema that this program knows. */
  public static final int NEWEST = 8;

  /** What a database has that another program made: nothing of ours, or its users. */
  private static final int NOTHING = 0;

  private static final int USERS_ONLY = 1;

  private final SqliteDatabase database;
  private final DataSource statements;

  public Schema(SqliteDatabase database) {
    this(database, database);
  }

  /**
   * @param statements the same database, through which all statements go
   */
  public Schema(SqliteDatabase database, DataSource statements) {
    this.database = database;
    this.statements = statements;
  }

  /** What a database holds, as far as its schema goes. */
  public enum State {
    /** No tables at all. */
    EMPTY,
    /** Another program's tables, users among them: can be adopted. */
    FOREIGN_USERS,
    /** Another program's tables, and no users. */
    FOREIGN,
    /** Ours, and some migrations are pending. */
    OLDER,
    /** Ours, and up to date. */
    CURRENT,
    /** Ours, made by a newer version of this program. */
    NEWER
  }

  /**
   * In what state a database is.
   *
   * @param version of its schema; null unless it is ours
   */
  public record Status(State state, @Nullable Integer version) {}

  /** Looks, and changes nothing. */
  public Status status() {
    return ask(
        connection -> {
          if (Sql.hasTable(connection, HISTORY)) {
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
          boolean users = Sql.hasTable(connection, "users");
          return new Status(users ? State.FOREIGN_USERS : State.FOREIGN, null);
        });
  }

  private static int version(Connection connection) throws SQLException {
    String sql = "select coalesce(max(cast(version as integer)), 0) from " + HISTORY;
    return (int) Sql.number(connection, sql + " where success = 1");
  }

  /**
   * Makes sure that the database can be worked with, and updates a new or older one.
   *
   * @throws Failure {@code SCHEMA_MISSING} for another program's, which has to be adopted first,
   *     {@code SCHEMA_NEWER}; {@code SCHEMA_INVALID} for an adopted one whose owner has added what
   *     would have kept it from being adopted
   */
  public void prepare() {
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

  /**
   * What is in the way of working with the users: of adopting them, or where they are adopted, of
   * the next run. Looks at every user; changes nothing.
   */
  public List<Problem> inTheWay() {
    return switch (status().state()) {
      case FOREIGN_USERS -> ask(connection -> AdoptedUsers.inTheWay(connection, place()));
      case OLDER, CURRENT -> ask(connection -> AdoptedUsers.harmful(connection, place()));
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  /** What somebody who imports into these users should know. */
  public List<String> warnings() {
    return switch (status().state()) {
      case FOREIGN_USERS, OLDER, CURRENT -> ask(AdoptedUsers::warnings);
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  /**
   * Makes sure that the database can be read, and changes nothing.
   *
   * @throws Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
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
  public void requireUsers() {
    Status status = status();
    switch (status.state()) {
      case EMPTY, FOREIGN, NEWER -> throw unfit(status);
      case FOREIGN_USERS, OLDER, CURRENT -> {}
    }
  }

  private Failure unfit(Status status) {
    return UnfitSchema.failure(status, database.file(), () -> inTheWay().isEmpty());
  }

  /**
   * Applies what is pending; to a foreign database without users, everything.
   *
   * @return how many migrations were applied
   * @throws Failure {@code SCHEMA_MISSING} for one with users, {@code SCHEMA_NEWER}; {@code
   *     SCHEMA_INVALID} if a migration fails: the database is as it was
   */
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

  /**
   * Adopts a database that another program made, with its users: adds the ledger, and a unique
   * index on the username if there is none. The users stay as they are.
   *
   * @throws Failure {@code SCHEMA_INVALID} if its users can't be worked with, or a migration fails:
   *     the database is as it was
   */
  public void baseline() {
    Status status = status();
    switch (status.state()) {
      case FOREIGN_USERS -> adopt();
      case CURRENT, OLDER -> migrate();
      case NEWER -> throw unfit(status);
      case EMPTY, FOREIGN ->
          throw failure(
              ProblemCode.SCHEMA_MISSING,
              "it has no users table to adopt",
              "check the path; a new database needs no baseline");
    }
  }

  private void adopt() {
    throwIfAny(ask(connection -> AdoptedUsers.inTheWay(connection, place())));
    wholly(
        (connection, migrations) -> {
          if (!UserRules.usernamesAreUnique(connection)) {
            Sql.execute(connection, "create unique index users_username on users (username)");
          }
          migrations.beginAt(USERS_ONLY);
          return migrations.apply();
        });
  }

  /**
   * Whether the database is as its migrations left it: their checksums, the table of the users, and
   * SQLite's own check.
   *
   * @throws Failure {@code SCHEMA_INVALID} with everything that is wrong
   */
  public void validate() {
    requireCurrent();
    List<Problem> problems =
        new ArrayList<>(ask(connection -> AdoptedUsers.ofTable(connection, place())));
    for (String fault : new Migrations(database.file(), statements).faults()) {
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
    return Migrations.wholly(database.file(), statements, change);
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
