package dev.rollcall.database.sql;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.UsernameRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is in the way of working with users that another program made, in words that are the same
 * for every kind of database; which of it there is, each finds out in its own way.
 */
public final class UsersInTheWay {

  private static final int NAMES_SHOWN = 5;
  private static final int LONGEST_NAME_SHOWN = 60;

  private static final String OF_USERS = " of its users ";
  private static final String AGAIN = ", then run the same command";

  private final Place database;
  private final List<Problem> problems = new ArrayList<>();

  public UsersInTheWay(Place database) {
    this.database = database;
  }

  /** All that was found. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  public void add(String what, String advice) {
    problems.add(new Problem(ProblemCode.SCHEMA_INVALID, database, what, advice));
  }

  /**
   * Some of these users are as they should not be.
   *
   * @param has what they have
   */
  public void addUsers(long users, String has, String advice) {
    add(users + OF_USERS + (users == 1 ? "has " : "have ") + has, advice + AGAIN);
  }

  /** As {@link #addUsers}, of users who are named, the first of them; nothing if there are none. */
  public void addNamed(List<String> users, String has, String advice) {
    if (!users.isEmpty()) {
      addUsers(users.size(), has + ": " + shown(users, users.size()), advice);
    }
  }

  /**
   * Notes which columns are missing; true if there is none.
   *
   * @param found the columns of the table
   */
  public boolean hasAllColumns(List<String> found) {
    List<String> missing =
        UserSql.COLUMNS.stream().filter(column -> !found.contains(column)).toList();
    if (!missing.isEmpty()) {
      add(
          "its users have no column " + String.join(", ", missing),
          "a users table needs the columns " + String.join(", ", UserSql.COLUMNS));
    }
    return missing.isEmpty();
  }

  public void addTrigger(String trigger) {
    add(
        "its trigger "
            + trigger
            + " changes users behind an import's back, so the result would depend on the chunk size",
        "drop it, or have it refuse the row, or write to other tables or columns only");
  }

  /**
   * A foreign key reaches users when another one goes.
   *
   * @param column that has it
   */
  public void addForeignKey(String column) {
    add(
        "the foreign key of the column "
            + column
            + " deletes or changes users when another user goes, behind an import's back",
        "declare it without on delete and on update, or with on delete set null");
  }

  /** Several users of one name, or of none. */
  public void checkUsernames(Connection connection) throws SQLException {
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
      addUsers(nameless, "no username", "give each a username");
    }
  }

  /**
   * Nobody could be imported, or named in a mirror, under a name that no file can say.
   *
   * @param which as SQL, those whose name is a text
   */
  public void checkNames(Connection connection, String which) throws SQLException {
    List<String> first = new ArrayList<>();
    List<String> unsure = new ArrayList<>();
    long[] all = new long[1];
    Sql.each(
        connection,
        "select username from users where " + which,
        row -> {
          String username = row.getString(1);
          // Bytes that are no text came out as replacement characters.
          if (username.indexOf('\uFFFD') >= 0) {
            unsure.add(username);
          } else if (!UsernameRule.canBeSaid(username)) {
            note(username, first, all);
          }
        });
    for (String username : unsure) {
      String sql = "select count(*) from users where username = ?";
      if (!UsernameRule.canBeSaid(username) || Sql.number(connection, sql, username) == 0) {
        note(username, first, all);
      }
    }
    if (all[0] > 0) {
      addUsers(
          all[0],
          "a name that no file can say (blanks or invisible characters round"
              + " it, control characters, or more than 50 characters): "
              + shown(first, all[0]),
          "rename them (update users set username = trim(username) … removes blanks)");
    }
  }

  private static void note(String username, List<String> first, long[] all) {
    all[0]++;
    if (first.size() < NAMES_SHOWN) {
      first.add(username);
    }
  }

  private static String shown(List<String> names, long all) {
    return names.stream()
            .limit(NAMES_SHOWN)
            .map(UsersInTheWay::shown)
            .collect(Collectors.joining(", "))
        + (all > NAMES_SHOWN ? " and more" : "");
  }

  private static String shown(String name) {
    boolean isLong = name.length() > LONGEST_NAME_SHOWN;
    return '"' + (isLong ? name.substring(0, LONGEST_NAME_SHOWN) + "…" : name) + '"';
  }

  /** What to say of a column that must have a value and has none by itself. */
  public static String warning(String column) {
    return "the column "
        + column
        + " of its users must have a value and has no default, so every new user is a"
        + " reject; give it a default, or import with mode update";
  }
}
