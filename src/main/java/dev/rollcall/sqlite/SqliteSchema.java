package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlSchema;
import dev.rollcall.problem.Failure;
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
final class SqliteSchema extends SqlSchema {

  private static final String TABLES =
      "select count(*) from sqlite_master where type = 'table'"
          + " and name not like 'sqlite\\_%' escape '\\'";

  private final SqliteDatabase database;
  private final @Nullable String copyTo;

  SqliteSchema(SqliteDatabase database) {
    this(database, database);
  }

  /**
   * @param statements the same database, through which all statements go
   */
  SqliteSchema(SqliteDatabase database, DataSource statements) {
    this(database, statements, null);
  }

  /**
   * @param statements the same database, through which all statements go
   * @param copyTo where it may have been copied to before, as it is once more; null for nowhere
   */
  SqliteSchema(SqliteDatabase database, DataSource statements, @Nullable String copyTo) {
    super(database.file().migrations(), new ExtraColumns(), statements);
    this.database = database;
    this.copyTo = copyTo;
  }

  @Override
  protected boolean hasTable(Connection connection, String table) throws SQLException {
    return TableFacts.exists(connection, table);
  }

  @Override
  protected boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(connection, TABLES) == 0;
  }

  @Override
  protected void beforeTheFirst() {
    Template.copyInto(database);
  }

  private List<Problem> moved(Connection connection) throws SQLException {
    return MovedMark.problems(connection, place(), copyTo);
  }

  @Override
  public int migrate() {
    List<Problem> moved = ask(this::moved);
    if (!moved.isEmpty()) {
      throw new Failure(moved, null);
    }
    return super.migrate();
  }

  @Override
  protected List<Problem> harmful(Connection connection) throws SQLException {
    List<Problem> moved = moved(connection);
    return moved.isEmpty() ? AdoptedUsers.harmful(connection, place()) : moved;
  }

  @Override
  protected List<Problem> unadoptable(Connection connection) throws SQLException {
    return AdoptedUsers.inTheWay(connection, place());
  }

  @Override
  protected List<String> warningsOfUsers(Connection connection) throws SQLException {
    return AdoptedUsers.warnings(connection);
  }

  @Override
  protected boolean usernamesAreUnique(Connection connection) throws SQLException {
    return UserRules.usernamesAreUnique(connection);
  }

  @Override
  protected String integerType() {
    return "integer";
  }

  @Override
  protected List<Problem> faultsOfUsers(Connection connection) throws SQLException {
    return AdoptedUsers.ofTable(connection, place());
  }

  @Override
  protected List<Problem> otherFaults(Connection connection) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (String fault : Sql.texts(connection, "pragma quick_check(20)")) {
      if (!fault.toLowerCase(Locale.ROOT).equals("ok")) {
        problems.add(problem(ProblemCode.SCHEMA_INVALID, fault, "restore a backup"));
      }
    }
    if (!UserRules.usernamesAreUnique(connection)) {
      problems.add(
          problem(
              ProblemCode.SCHEMA_INVALID,
              "nothing keeps usernames unique any more",
              "create unique index users_username on users (username)"));
    }
    return problems;
  }
}
