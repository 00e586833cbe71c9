package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersInTheWay;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a users table that another program made must have, to be worked with. */
final class AdoptedUsers {

  private final Connection connection;
  private final UsersInTheWay found;

  private AdoptedUsers(Connection connection, Place database) {
    this.connection = connection;
    this.found = new UsersInTheWay(database);
  }

  /** Everything that is in the way of adopting them: their table, and the users in it. */
  static List<Problem> inTheWay(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkColumns()) {
      users.checkAffinities();
      users.checkTriggers();
      users.found.checkUsernames(connection);
      users.checkTypes();
      users.found.checkNames(connection, "typeof(username) = 'text'");
    }
    return users.found.problems();
  }

  /** Everything that is wrong with the table itself. */
  static List<Problem> ofTable(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkColumns()) {
      users.checkAffinities();
      users.checkTriggers();
    }
    return users.found.problems();
  }

  /**
   * What its owner may have added since: of it, a run would do harm without anybody noticing. Quick
   * enough for every start.
   */
  static List<Problem> harmful(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    users.checkAffinities();
    users.checkTriggers();
    return users.found.problems();
  }

  /** What does no harm, but is not what somebody would expect. */
  static List<String> warnings(Connection connection) throws SQLException {
    return Sql.texts(
            connection,
            "select name from pragma_table_xinfo('users') where \"notnull\" = 1"
                + " and dflt_value is null and hidden = 0 and pk = 0"
                + " and lower(name) not in ("
                + UserSql.KNOWN
                + ")")
        .stream()
        .map(UsersInTheWay::warning)
        .toList();
  }

  /** Whether all are there. */
  private boolean checkColumns() throws SQLException {
    boolean complete =
        found.hasAllColumns(
            Sql.texts(connection, "select lower(name) from pragma_table_info('users')"));
    List<String> key =
        Sql.texts(
            connection,
            "select lower(name) || ' ' || lower(type) from pragma_table_info('users')"
                + " where pk > 0");
    if (!key.equals(List.of("id integer"))) {
      found.add(
          "the primary key of its users is not an integer id",
          "a users table needs: id integer primary key");
    }
    return complete;
  }

  /** A column may turn what is put into it into something else: {@code 00123} into 123. */
  private void checkAffinities() throws SQLException {
    checkAffinity("username", Affinity.TEXT, "varchar(50)");
    for (UserColumn column : UserColumn.OWN) {
      if (column.isText()) {
        checkAffinity(column.word(), Affinity.TEXT, "varchar(100)");
      } else {
        checkAffinity(column.word(), Affinity.INTEGER, "integer");
      }
    }
  }

  private void checkAffinity(String column, Affinity needed, String remedy) throws SQLException {
    List<String> types =
        Sql.texts(
            connection,
            "select type from pragma_table_info('users') where lower(name) = ?",
            column);
    if (types.size() == 1 && Affinity.of(types.get(0)) != needed) {
      String type = types.get(0).isEmpty() ? "no type" : "type " + types.get(0);
      found.add(
          "the column "
              + column
              + " of its users has "
              + type
              + ", which does not keep "
              + (needed == Affinity.TEXT ? "texts as they are: 00123 could become 123" : "levels"),
          "make it " + column + " " + remedy + ": a new table, the users copied into it, renamed");
    }
  }

  private void checkTriggers() throws SQLException {
    UserTriggers.Found harmful = UserTriggers.of(connection);
    harmful.triggers().forEach(found::addTrigger);
    harmful.keys().forEach(found::addForeignKey);
  }

  /** A column of SQLite takes values of any type, whatever type it was given. */
  private void checkTypes() throws SQLException {
    checkTypes("username", "username", true);
    for (UserColumn column : UserColumn.OWN) {
      checkTypes(column.word(), column.label(), column.isText());
    }
  }

  private void checkTypes(String column, String label, boolean text) throws SQLException {
    String types = text ? "'text', 'null'" : "'integer', 'null'";
    long users =
        Sql.number(
            connection,
            "select count(*) from users where typeof(" + column + ") not in (" + types + ")");
    if (users > 0) {
      String what = text ? " that is not text" : " that is not a whole number";
      String article = label.startsWith("e") ? "an " : "a ";
      found.addUsers(users, article + label + what, "correct them");
    }
  }
}
