package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.text.Counted;
import dev.rollcall.user.User;
import dev.rollcall.user.UsernameRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What mode {@code mirror} does beyond an upsert: deletes the users that no row named. Works in the
 * one transaction of its run.
 */
final class Mirror {

  private static final int USERS_AT_A_TIME = 10_000;
  private static final int LINES_SHOWN = 5;

  /** Removed users are in no line of the input. */
  private static final long NO_LINE = 0;

  /** Faults that leave open whom a row names: a cell of it may be where another belongs. */
  private static final Set<RejectCode> NAME_NOBODY =
      EnumSet.of(
          RejectCode.COLUMN_COUNT,
          RejectCode.QUOTE_MISPLACED,
          RejectCode.CELL_TOO_LONG,
          RejectCode.CELL_HAS_NUL,
          RejectCode.USERNAME_MISSING);

  private final UserDatabase database;
  private boolean begun;
  private long nobodies;
  private long firstNobody = Long.MAX_VALUE;
  private final SortedSet<Long> refusedLines = new TreeSet<>();
  private long refused;

  Mirror(UserDatabase database) {
    this.database = database;
  }

  /** Refuses an input without rows, whatever the guards say. */
  static void checkNotEmpty(long rows) {
    if (rows == 0) {
      throw Failure.of(
          ProblemCode.GUARD,
          "the input has no rows, and a mirror of it would delete every user",
          "check where the input comes from");
    }
  }

  /**
   * Takes note of whom the rows name, be they applied or rejected.
   *
   * @param rejects those of the rows
   */
  void name(Iterable<ParsedRow> rows, List<Reject> rejects) {
    for (Reject reject : rejects) {
      if (reject.code() == RejectCode.REFUSED_BY_DATABASE) {
        refused++;
        refusedLines.add(reject.line());
        if (refusedLines.size() > LINES_SHOWN) {
          refusedLines.remove(refusedLines.last());
        }
      }
    }
    Set<String> usernames = new HashSet<>();
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        usernames.add(userRow.username());
      } else if (row instanceof Invalid invalid) {
        name(invalid, usernames);
      }
    }
    database.execute(
        connection -> {
          if (!begun) {
            database.users().beginNamed(connection);
            begun = true;
          }
          database.users().addNamed(connection, usernames);
        });
  }

  private void name(Invalid row, Set<String> usernames) {
    if (NAME_NOBODY.contains(row.reject().code())) {
      nobodies++;
      firstNobody = Math.min(firstNobody, row.line());
    }
    if (row.username() != null) {
      usernames.add(row.username());
    }
  }

  /**
   * Why nobody may be removed: the database may have refused a row because of the very user whom no
   * row names, such as {@code Ann}, where the row says {@code ann}. Null if it refused none.
   */
  @Nullable Failure refusal() {
    if (refused == 0) {
      return null;
    }
    String lines = refusedLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return Failure.of(
        ProblemCode.GUARD,
        "the database refused "
            + (refused == 1 ? "a row, at line " : refused + " rows, at lines ")
            + lines
            + (refused > LINES_SHOWN ? " and more" : "")
            + "; a mirror could delete the users that are in the way",
        "fix the rows (the reject file has the database's words), or import with mode upsert");
  }

  /**
   * Deletes the others, with a change for each.
   *
   * @throws Failure {@code GUARD} if there are any, and a row that may mean one of them
   */
  void removeUnnamed(Run run) {
    database.execute(connection -> removeUnnamed(connection, run));
  }

  /** A user whom no file can name is not missing from this one. */
  private static void checkCouldBeNamed(List<User> users) {
    for (User user : users) {
      if (!UsernameRule.canBeSaid(user.username())) {
        throw Failure.of(
            ProblemCode.GUARD,
            "no file can name the user \""
                + user.username()
                + "\", with blanks or characters in the name that a file can't have, and a mirror"
                + " would delete it",
            "rename the user in the database, or delete it: rollcall users delete");
      }
    }
  }

  private void removeUnnamed(Connection connection, Run run) throws SQLException {
    long lastId = Long.MIN_VALUE;
    List<User> users;
    while (!(users = database.users().findUnnamed(connection, lastId, USERS_AT_A_TIME)).isEmpty()) {
      if (nobodies > 0) {
        throw Failure.of(
            ProblemCode.GUARD,
            Counted.of(nobodies, "row")
                + " without a name to go by, the first at line "
                + firstNobody
                + "; a mirror could delete just these users",
            "fix the rows, or import with mode upsert");
      }
      checkCouldBeNamed(users);
      lastId = users.get(users.size() - 1).id();
      List<Change> changes =
          users.stream().map(user -> new Change(NO_LINE, user, null, null)).toList();
      database.ledger().addChanges(connection, run.id(), changes);
      database.users().delete(connection, users);
      run.advance(run.position(), Counts.ofRemoved(users.size()));
    }
  }
}
