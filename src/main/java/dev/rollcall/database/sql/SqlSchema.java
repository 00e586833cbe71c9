package dev.rollcall.database.sql;

import dev.rollcall.database.Schema;
import dev.rollcall.database.Work;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is the same of the schema in every database: which state it is in, and what may be done in
 * that state. A kind of database says what tables it has, and what keeps users from being worked
 * with.
 */
public abstract class SqlSchema implements Schema {

  /** What a database has that another program made, but for users: nothing of ours. */
  private static final int NOTHING = 0;

  /** What a database has whose users another program made. */
  private static final int USERS_ONLY = 1;

  private final Migrations.Of migrations;
  private final ExtraColumnRows.Table extraColumns;
  private final DataSource statements;

  /**
   * @param migrations of this kind of database
   * @param extraColumns finds the columns of the users beside those of every user
   * @param statements the database, through which all statements go
   */
  protected SqlSchema(
      Migrations.Of migrations, ExtraColumnRows.Table extraColumns, DataSource statements) {
    this.migrations = migrations;
    this.extraColumns = extraColumns;
    this.statements = statements;
  }

  /** Whether a table of this name is there. */
  protected abstract boolean hasTable(Connection connection, String table) throws SQLException;

  /** Whether there is no table at all. */
  protected abstract boolean isEmpty(Connection connection) throws SQLException;

  /** What keeps users whom we have worked with until now from being worked with. */
  protected abstract List<Problem> harmful(Connection connection) throws SQLException;

  /** What keeps another program's users from being adopted. */
  protected abstract List<Problem> unadoptable(Connection connection) throws SQLException;

  /** Whether an index keeps two users from having one name. */
  protected abstract boolean usernamesAreUnique(Connection connection) throws SQLException;

  /** What does no harm in a table of users, but is not what somebody would expect. */
  protected abstract List<String> warningsOfUsers(Connection connection) throws SQLException;

  /** What is wrong with the table of users. */
  protected abstract List<Problem> faultsOfUsers(Connection connection) throws SQLException;

  /** Where the database differs from what its migrations say. */
  protected List<String> faultsOfMigrations() {
    return new Migrations(migrations, statements).faults();
  }

  /** What else only a thorough look finds. */
  protected List<Problem> otherFaults(Connection connection) throws SQLException {
    return List.of();
  }

  /** Called before the tables of a new database are made. */
  protected void beforeTheFirst() {}

  @Override
  public Status status() {
    return ask(
        connection -> {
          if (hasTable(connection, Migrations.HISTORY)) {
            int version = version(connection);
            State state =
                version > NEWEST ? State.NEWER : version == NEWEST ? State.CURRENT : State.OLDER;
            return new Status(state, version);
          }
          if (isEmpty(connection)) {
            return new Status(State.EMPTY, null);
          }
          boolean users = hasTable(connection, "users");
          return new Status(users ? State.FOREIGN_USERS : State.FOREIGN, null);
        });
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
   *     SCHEMA_INVALID} where the users have got something by which they can't be kept
   */
  public final void prepare() {
    Status status = status();
    switch (status.state()) {
      case CURRENT -> throwIfAny(ask(this::harmful));
      case EMPTY -> {
        beforeTheFirst();
        migrate();
      }
      case OLDER -> {
        throwIfAny(ask(this::harmful));
        migrate();
      }
      default -> throw unfit(status);
    }
  }

  @Override
  public final List<Problem> inTheWay() {
    return switch (status().state()) {
      case FOREIGN_USERS -> ask(this::unadoptable);
      case OLDER, CURRENT -> ask(this::harmful);
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  @Override
  public final void requireCurrent() {
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
  public final void requireUsers() {
    Status status = status();
    if (!status.state().hasUsers()) {
      throw unfit(status);
    }
  }

  /** Why a database in this state can't be worked with. */
  private Failure unfit(Status status) {
    return UnfitSchema.failure(status, migrations.database(), () -> inTheWay().isEmpty());
  }

  @Override
  public int migrate() {
    Status status = status();
    return switch (status.state()) {
      case CURRENT -> 0;
      case EMPTY, OLDER -> wholly((connection, changes) -> changes.apply());
      case FOREIGN ->
          wholly(
              (connection, changes) -> {
                changes.beginAt(NOTHING);
                return changes.apply();
              });
      case NEWER, FOREIGN_USERS -> throw unfit(status);
    };
  }

  @Override
  public final List<String> baseline() {
    Status status = status();
    return switch (status.state()) {
      case FOREIGN_USERS -> {
        throwIfAny(ask(this::unadoptable));
        yield adopt();
      }
      case CURRENT, OLDER -> {
        migrate();
        yield List.of();
      }
      case NEWER -> throw unfit(status);
      case EMPTY, FOREIGN ->
          throw new Failure(
              problem(
                  ProblemCode.SCHEMA_MISSING,
                  "it has no users table to adopt",
                  "check what --db names; a new database needs no baseline"),
              null);
    };
  }

  @Override
  public final void addColumn(String name, boolean text) {
    migrate();
    wholly(
        (connection, migrations) -> {
          if (extraColumns.columns(connection).stream()
              .anyMatch(column -> column.name().equalsIgnoreCase(name))) {
            throw new Failure(
                problem(
                    ProblemCode.COLUMN_UNUSABLE,
                    "its users have a column " + name + " already",
                    "a job can name it as it is, under extra:"),
                null);
          }
          String type = text ? "text" : integerType();
          String quoted = UserSql.quoted(name);
          Sql.execute(connection, "alter table users add column " + quoted + " " + type);
          ExtraColumnRows.add(connection, extraColumns, name);
          return 0;
        });
  }

  /** The extra columns that may be shown, as SQL names them; none of a schema that is not ours. */
  public final List<String> extraColumns() {
    if (status().state() != State.CURRENT) {
      return List.of();
    }
    return ask(connection -> ExtraColumnRows.known(connection, extraColumns)).extras().stream()
        .filter(column -> !column.isSecret())
        .map(UserSql::name)
        .toList();
  }

  /** The type of a column of whole numbers. */
  protected abstract String integerType();

  /** Adopts another program's users, with nothing in the way; says what it has added. */
  private List<String> adopt() {
    List<String> added = new ArrayList<>(List.of("tables whose names begin with rollcall_"));
    wholly(
        (connection, changes) -> {
          if (!usernamesAreUnique(connection)) {
            Sql.execute(connection, "create unique index users_username on users (username)");
            added.add("a unique index on username, users_username, as there was none");
          }
          changes.beginAt(USERS_ONLY);
          return changes.apply();
        });
    return added;
  }

  @Override
  public final List<String> warnings() {
    return status().state().hasUsers() ? ask(this::warningsOfUsers) : List.of();
  }

  @Override
  public final void validate() {
    requireCurrent();
    List<Problem> problems = new ArrayList<>(ask(this::faultsOfUsers));
    for (String fault : faultsOfMigrations()) {
      problems.add(problem(ProblemCode.SCHEMA_INVALID, fault, null));
    }
    problems.addAll(ask(this::otherFaults));
    throwIfAny(problems);
  }

  /** Changes the schema, whole or not at all. */
  protected final int wholly(Migrations.Change change) {
    return Migrations.wholly(migrations, statements, change);
  }

  private static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Failure(problems, null);
    }
  }

  /** Asks the database, on a connection of its own. */
  protected final <T> T ask(Work<T> question) {
    return Work.ask(statements, question, migrations.explain());
  }

  /** A problem of this database. */
  protected final Problem problem(ProblemCode code, String what, @Nullable String advice) {
    return new Problem(code, place(), what, advice);
  }

  /** Where its problems are. */
  protected final Place place() {
    return Place.of(migrations.database());
  }
}
