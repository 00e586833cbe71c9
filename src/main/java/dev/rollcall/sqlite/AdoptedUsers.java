package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UsernameRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a users table that another program made must have, to be worked with. */
final class AdoptedUsers {

  private static final int NAMES_SHOWN = 5;
  private static final int LONGEST_NAME_SHOWN = 60;

  private static final String OF_USERS = " of its users ";
  private static final String AGAIN = ", then run the same command";

  private final Connection connection;
  private final Place database;
  private final List<Problem> problems = new ArrayList<>();

  private AdoptedUsers(Connection connection, Place database) {
    this.connection = connection;
    this.database = database;
  }

  /** Everything that is in the way of adopting them: their table, and the users in it. */
  static List<Problem> inTheWay(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkColumns()) {
      users.checkAffinities();
      users.checkTriggers();
      users.checkUsernames();
      users.checkTypes();
      users.checkNames();
    }
    return users.problems;
  }

  /** Everything that is wrong with the table itself. */
  static List<Problem> ofTable(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    if (users.checkColumns()) {
      users.checkAffinities();
      users.checkTriggers();
    }
    return users.problems;
  }

  /**
   * What its owner may have added since: of it, a run would do harm without anybody noticing. Quick
   * enough for every start.
   */
  static List<Problem> harmful(Connection connection, Place database) throws SQLException {
    AdoptedUsers users = new AdoptedUsers(connection, database);
    users.checkAffinities();
    users.checkTriggers();
    return users.problems;
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
        .map(
            column ->
                "the column "
                    + column
                    + " of its users must have a value and has no default, so every new user is a"
                    + " reject; give it a default, or import with mode update")
        .toList();
  }

  /** Whether all are there. */
  private boolean checkColumns() throws SQLException {
    List<String> found =
        Sql.texts(connection, "select lower(name) from pragma_table_info('users')");
    List<String> missing =
        UserSql.COLUMNS.stream().filter(column -> !found.contains(column)).toList();
    if (!missing.isEmpty()) {
      add(
          "its users have no column " + String.join(", ", missing),
          "a users table needs the columns " + String.join(", ", UserSql.COLUMNS));
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
    return missing.isEmpty();
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
      add(
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
    UserTriggers.Found found = UserTriggers.of(connection);
    for (String trigger : found.triggers()) {
      add(
          "its trigger "
              + trigger
              + " changes users behind an import's back, so the result would depend on the chunk size",
          "drop it, or have it refuse the row, or write to other tables or columns only");
    }
    for (String key : found.keys()) {
      add(
          "the foreign key of the column "
              + key
              + " deletes or changes users when another user goes, behind an import's back",
          "declare it without on delete and on update, or with on delete set null");
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
      add(
          "several of its users have the same username: " + shown(doubles, doubles.size()),
          "give each a username of its own" + AGAIN);
    }
    long nameless = Sql.number(connection, "select count(*) from users where username is null");
    if (nameless > 0) {
      add(nameless + OF_USERS + has(nameless) + "no username", "give each a username" + AGAIN);
    }
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
      add(users + OF_USERS + has(users) + article + label + what, "correct them" + AGAIN);
    }
  }

  /** Nobody could be imported, or named in a mirror, under a name that no file can say. */
  private void checkNames() throws SQLException {
    List<String> first = new ArrayList<>();
    long[] all = new long[1];
    Sql.each(
        connection,
        "select username from users where typeof(username) = 'text'",
        row -> {
          String username = row.getString(1);
          if (!canBeSaid(username)) {
            all[0]++;
            if (first.size() < NAMES_SHOWN) {
              first.add(username);
            }
          }
        });
    if (all[0] > 0) {
      add(
          all[0]
              + OF_USERS
              + has(all[0])
              + "a name that no file can say (blanks or invisible characters round"
              + " it, control characters, or more than 50 characters): "
              + shown(first, all[0]),
          "rename them (update users set username = trim(username) … removes blanks)" + AGAIN);
    }
  }

  private static String has(long number) {
    return number == 1 ? "has " : "have ";
  }

  private boolean canBeSaid(String username) throws SQLException {
    // Bytes that are no text came out as replacement characters: nobody is found by these.
    return UsernameRule.canBeSaid(username)
        && (username.indexOf('\uFFFD') < 0
            || Sql.number(connection, "select count(*) from users where username = ?", username)
                > 0);
  }

  private static String shown(List<String> names, long all) {
    return names.stream()
            .limit(NAMES_SHOWN)
            .map(AdoptedUsers::shown)
            .collect(Collectors.joining(", "))
        + (all > NAMES_SHOWN ? " and more" : "");
  }

  private static String shown(String name) {
    boolean isLong = name.length() > LONGEST_NAME_SHOWN;
    return '"' + (isLong ? name.substring(0, LONGEST_NAME_SHOWN) + "…" : name) + '"';
  }

  private void add(String what, String advice) {
    problems.add(new Problem(ProblemCode.SCHEMA_INVALID, database, what, advice));
  }
}
