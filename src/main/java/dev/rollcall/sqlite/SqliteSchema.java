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

  /** What a database has whose users another program made. */
  private static final int USERS_ONLY = 1;

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
  public List<String> warnings() {
    return switch (status().state()) {
      case FOREIGN_USERS, OLDER, CURRENT -> ask(AdoptedUsers::warnings);
      case EMPTY, FOREIGN, NEWER -> List.of();
    };
  }

  @Override
  protected List<String> adopt() {
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
