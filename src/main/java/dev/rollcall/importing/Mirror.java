package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.meaning.ExtraCell;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Missing;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Run;
import dev.rollcall.text.Counted;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import dev.rollcall.user.UsernameRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What mode {@code mirror} does beyond an upsert: deletes or retires the users that no row named.
 * Works in the one transaction of its run.
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

  /** What the ledger gives as the reason of a change that retires somebody. */
  private static final String RETIRED = "missing from the input";

  private final UserDatabase database;
  private final Missing missing;
  private boolean begun;
  private long nobodies;
  private long firstNobody = Long.MAX_VALUE;
  private final SortedSet<Long> refusedLines = new TreeSet<>();
  private long refused;
  private long unnamed;

  /** That of a job, for whom nothing has happened yet; null if it is of another mode. */
  static @Nullable Mirror of(ImportJob job, UserDatabase database) {
    return job.mode() == Mode.MIRROR ? new Mirror(database, job.missing()) : null;
  }

  private Mirror(UserDatabase database, Missing missing) {
    this.database = database;
    this.missing = missing;
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
    for (ParsedRow row : rows) {
      if (row instanceof Invalid invalid && NAME_NOBODY.contains(invalid.reject().code())) {
        nobodies++;
        firstNobody = Math.min(firstNobody, row.line());
      }
    }
    database.execute(
        connection -> {
          if (!begun) {
            database.users().beginNamed(connection);
            begun = true;
          }
          database.users().addNamed(connection, named(rows));
        });
  }

  /** Whom rows name, be they applied or rejected. */
  static Set<String> named(Iterable<ParsedRow> rows) {
    Set<String> usernames = new HashSet<>();
    for (ParsedRow row : rows) {
      if (row.username() != null) {
        usernames.add(row.username());
      }
    }
    return usernames;
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
   * Deletes or retires the others, with a change for each.
   *
   * @throws Failure {@code GUARD} if there are any, and a row that may mean one of them
   */
  void removeUnnamed(Run run) {
    database.execute(connection -> removeUnnamed(connection, run));
  }

  /** How many users no row has named, once they are deleted or retired. */
  long unnamed() {
    return unnamed;
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
                + "; a mirror could delete or retire just these users",
            "fix the rows, or import with mode upsert");
      }
      checkCouldBeNamed(users);
      lastId = users.get(users.size() - 1).id();
      unnamed += users.size();
      if (missing.retires()) {
        retire(connection, run, users);
      } else {
        delete(connection, run, users);
      }
    }
    if (missing.retires()) {
      database.ledger().missing().noteNamed(connection);
    }
  }

  private void delete(Connection connection, Run run, List<User> users) throws SQLException {
    List<Change> changes =
        users.stream().map(user -> new Change(NO_LINE, user, null, null)).toList();
    database.ledger().addChanges(connection, run.id(), changes);
    database.users().delete(connection, users);
    run.advance(run.position(), Counts.ofRemoved(users.size()));
  }

  /** Those who are retired already stay so, until they have been missing for long enough. */
  private void retire(Connection connection, Run run, List<User> users) throws SQLException {
    NewValues values = retirement(database.users().columns());
    List<User> already = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    Map<List<UserColumn>, List<User>> written = new LinkedHashMap<>();
    for (User user : users) {
      User retired = values.applyTo(user);
      if (retired == user) {
        already.add(user);
      } else {
        changes.add(new Change(NO_LINE, user, retired, RETIRED));
        List<UserColumn> columns = UserColumn.differing(user, retired);
        written.computeIfAbsent(columns, key -> new ArrayList<>()).add(retired);
      }
    }
    long newest = database.ledger().newestChange(connection);
    database.ledger().addChanges(connection, run.id(), changes);
    for (Map.Entry<List<UserColumn>, List<User>> group : written.entrySet()) {
      database.users().update(connection, group.getValue(), group.getKey());
    }
    String now = Origin.current().now();
    List<Long> ids = users.stream().map(User::id).toList();
    database.ledger().missing().note(connection, ids, run.id(), newest, now);
    run.advance(run.position(), Counts.ofRetired(changes.size()));
    deleteLongMissing(connection, run, already, now);
  }

  private void deleteLongMissing(Connection connection, Run run, List<User> retired, String now)
      throws SQLException {
    Integer days = missing.deleteAfterDays();
    if (days == null || retired.isEmpty()) {
      return;
    }
    String moment = Instant.parse(now).minus(days, ChronoUnit.DAYS).toString();
    Set<Long> due = database.ledger().missing().since(connection, retired, moment);
    List<User> gone = retired.stream().filter(user -> due.contains(user.id())).toList();
    if (!gone.isEmpty()) {
      delete(connection, run, gone);
    }
  }

  /**
   * What a user gets who is retired.
   *
   * @throws Failure {@code COLUMN_UNUSABLE} if a column can't hold it
   */
  private NewValues retirement(UserColumns columns) {
    Extras.Builder extras = new Extras.Builder(columns);
    for (ExtraColumn column : columns.named()) {
      String cell = missing.set().get(column.word());
      RejectCode fault = cell == null ? null : ExtraCell.read(cell, column, extras);
      if (cell != null && fault != null) {
        throw Failure.of(
            ProblemCode.COLUMN_UNUSABLE,
            "missing users can't be retired so: " + ExtraCell.message(fault, column, cell),
            "correct it in the job, under missing: set:");
      }
    }
    Long level = missing.level();
    LevelChange levelChange = level == null ? LevelChange.KEEP : new LevelChange.SetTo(level);
    return new NewValues(levelChange, EmailChange.KEEP, extras.build());
  }
}
