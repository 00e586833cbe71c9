package dev.rollcall.database.sql;

import dev.rollcall.database.sql.ValueSink.Values;
import dev.rollcall.runs.Change;
import dev.rollcall.user.Extras;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How changes are written in the ledger. */
public final class ChangeRows {

  public static final String TABLE = "rollcall_changes";

  /** What a user had in extra columns before a change, and after. */
  public static final String EXTRA_BEFORE = "extra_before";

  public static final String EXTRA_AFTER = "extra_after";

  /** A table grows at its end: what comes later is behind the reason. */
  private static final List<UserColumn> FIRST = List.of(UserColumn.LEVEL, UserColumn.EMAIL);

  private static final List<UserColumn> LATER =
      UserColumn.OWN.stream().filter(column -> !FIRST.contains(column)).toList();

  /** Behind the id, as they are in the table: whole records may be copied into it. */
  public static final List<String> COLUMNS = columns();

  /** The same without extra columns, which then are null. */
  private static final List<String> WITHOUT_EXTRAS = COLUMNS.subList(0, COLUMNS.size() - 2);

  /** All but the run. */
  static final String SELECTED = String.join(", ", COLUMNS.subList(1, COLUMNS.size()));

  private ChangeRows() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("run_id", "line", "user_id", "username"));
    addStates(columns, FIRST);
    columns.add("reason");
    addStates(columns, LATER);
    columns.add(EXTRA_BEFORE);
    columns.add(EXTRA_AFTER);
    return List.copyOf(columns);
  }

  /** Those that are written where users have these columns; all others stay null. */
  public static List<String> columns(UserColumns users) {
    return users.hasExtras() ? COLUMNS : WITHOUT_EXTRAS;
  }

  private static void addStates(List<String> columns, List<UserColumn> of) {
    for (UserColumn column : of) {
      columns.add(before(column));
      columns.add(after(column));
    }
  }

  /** The column of the ledger that has what was in a user's column before. */
  public static String before(UserColumn column) {
    return column.word() + "_before";
  }

  /** The same of after. */
  public static String after(UserColumn column) {
    return column.word() + "_after";
  }

  /** Names the values of a run's changes, in the order of {@link #columns(UserColumns)}. */
  public static Values<Change> values(long runId, UserColumns users) {
    if (!users.hasExtras()) {
      return (change, sink) -> put(runId, change, sink);
    }
    ExtrasText.Writer extras = new ExtrasText.Writer(users);
    return (change, sink) -> {
      put(runId, change, sink);
      putExtras(change, extras, sink);
    };
  }

  private static void putExtras(Change change, ExtrasText.Writer writer, ValueSink sink)
      throws SQLException {
    User before = change.before();
    User after = change.after();
    Extras extras = before == null ? Extras.NONE : before.extras();
    sink.text(writer.of(extras, null));
    sink.text(after == null ? null : writer.of(after.extras(), extras));
  }

  private static void put(long runId, Change change, ValueSink sink) throws SQLException {
    User before = change.before();
    User after = change.after();
    sink.number(runId);
    sink.number(change.line());
    sink.number(change.user().id());
    sink.text(change.user().username());
    putStates(before, after, FIRST, sink);
    sink.text(change.reason());
    putStates(before, after, LATER, sink);
  }

  private static void putStates(
      @Nullable User before, @Nullable User after, List<UserColumn> columns, ValueSink sink)
      throws SQLException {
    for (UserColumn column : columns) {
      put(column, before, sink);
      put(column, after, sink);
    }
  }

  private static void put(UserColumn column, @Nullable User user, ValueSink sink)
      throws SQLException {
    if (user == null) {
      UserSql.putNothing(column, sink);
    } else {
      column.give(user, sink);
    }
  }

  /** The change of a row that has {@link #SELECTED}. */
  static Change change(ResultSet row, UserColumns users) throws SQLException {
    long id = row.getLong("user_id");
    return new Change(
        row.getLong("line"),
        user(row, id, ChangeRows::before, EXTRA_BEFORE, users),
        user(row, id, ChangeRows::after, EXTRA_AFTER, users),
        row.getString("reason"));
  }

  /**
   * The user in a row that has these columns of it; null if there was none, which the level tells:
   * whoever there is has one.
   *
   * @param names the row's name for a user's column
   * @param extras its name for the extra ones
   * @param users the columns that users have
   */
  static @Nullable User user(
      ResultSet row, long id, Function<UserColumn, String> names, String extras, UserColumns users)
      throws SQLException {
    row.getLong(names.apply(UserColumn.LEVEL));
    return row.wasNull()
        ? null
        : User.of(id, row.getString("username"), new NamedColumns(row, names, extras, users));
  }

  private record NamedColumns(
      ResultSet row, Function<UserColumn, String> names, String named, UserColumns users)
      implements User.Columns<SQLException> {
    @Override
    public @Nullable String text(UserColumn column) throws SQLException {
      return row.getString(names.apply(column));
    }

    @Override
    public long number(UserColumn column) throws SQLException {
      return row.getLong(names.apply(column));
    }

    @Override
    public Extras extras() throws SQLException {
      return users.hasExtras() ? ExtrasText.extras(row.getString(named), users) : Extras.NONE;
    }
  }
}
