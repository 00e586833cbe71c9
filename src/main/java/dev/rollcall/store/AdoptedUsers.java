package dev.rollcall.store;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a users table that another program made must have, to be worked with. */
final class AdoptedUsers {

  private static final List<String> COLUMNS = List.of("id", "username", "email", "level");
  private static final int NAMES_SHOWN = 5;

  private final Connection connection;
  private final Place database;
  private final List<Problem> problems = new ArrayList<>();

  private AdoptedUsers(Connection connection, Place database) {
    this.connection = connection;
    this.database = database;
  }

  /** Everything that is wrong with the table's columns and key. */
  static List<Problem> ofTable(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    users.checkColumns();
    return users.problems;
  }

  /** Everything that is wrong with the users in it, given that the columns are right. */
  static List<Problem> ofRows(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    users.checkUsernames();
    users.checkTypes();
    return users.problems;
  }

  private void checkColumns() throws SQLException {
    List<String> found =
        Sql.texts(connection, "select lower(name) from pragma_table_info('users')");
    List<String> missing = COLUMNS.stream().filter(column -> !found.contains(column)).toList();
    if (!missing.isEmpty()) {
      add(
          "its users have no column " + String.join(", ", missing),
          "a users table needs id, username, email and level");
    }
    List<String> key =
        Sql.texts(
            connection,
            "select lower(name) || ' ' || lower(type) from pragma_table_info('users')"
                + " where pk > 0");
    if (!key.equals(List.of("id integer"))) {
      add(
          "the primary key of its users is not an integer id",
          "a users table needs: id integer primary key");
    }
  }

  private void checkUsernames() throws SQLException {
    List<String> doubles =
        Sql.texts(
            connection,
            "select username from users where username is not null"
                + " group by username having count(*) > 1 order by username limit ?",
            NAMES_SHOWN + 1);
    if (!doubles.isEmpty()) {
      List<String> shown = doubles.subList(0, Math.min(NAMES_SHOWN, doubles.size()));
      add(
          "several of its users have the same username: "
              + String.join(", ", shown)
              + (doubles.size() > NAMES_SHOWN ? " and more" : ""),
          "give each a username of its own, then run the same command");
    }
    long nameless = Sql.number(connection, "select count(*) from users where username is null");
    if (nameless > 0) {
      add(
          nameless + " of its users have no username",
          "give each a username, then run the same command");
    }
  }

  /** A column of SQLite takes values of any type, whatever type it was given. */
  private void checkTypes() throws SQLException {
    checkType("username", "a username that is not text", "'text', 'null'");
    checkType("email", "an e-mail address that is not text", "'text', 'null'");
    checkType("level", "a level that is no whole number", "'integer', 'null'");
  }

  private void checkType(String column, String what, String types) throws SQLException {
    String sql = "select count(*) from users where typeof(" + column + ") not in (" + types + ")";
    long wrong = Sql.number(connection, sql);
    if (wrong > 0) {
      add(wrong + " of its users have " + what, "mend them, then run the same command");
    }
  }

  private void add(String what, @Nullable String advice) {
    problems.add(new Problem(ProblemCode.SCHEMA_INVALID, database, what, advice));
  }
}
