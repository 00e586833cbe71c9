package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlSchema;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** The schema of an SQLite database. */
final class SqliteSchema extends SqlSchema {

  private static final String TABLES =
      "select count(*) from sqlite_master where type = 'table'"
          + " and name not like 'sqlite\\_%' escape '\\'";

  private final SqliteDatabase database;

  SqliteSchema(SqliteDatabase database) {
    this(database, database);
  }

  /**
   * @param statements the same database, through which all statements go
   */
  SqliteSchema(SqliteDatabase database, DataSource statements) {
    super(database.file().migrations(), ExtraColumns::of, statements);
    this.database = database;
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

  @Override
  protected List<Problem> harmful(Connection connection) throws SQLException {
    List<Problem> moved = MovedMark.problems(connection, place());
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
