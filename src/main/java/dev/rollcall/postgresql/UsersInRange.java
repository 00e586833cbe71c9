package dev.rollcall.postgresql;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.Extras;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Looks users up by reading all those of a range of names, in their order, beside those that are
 * sought. The server only has to send them, which is less work than to compare them; and as they
 * come in the binary form of COPY, they are compared as bytes, and texts are made only of those
 * whom something may happen to. Used once, by one thread.
 */
final class UsersInRange
    implements UserColumn.Taker<RuntimeException>, User.Columns<RuntimeException> {

  /**
   * No value can be bound to COPY, so it asks for the names as settings. The planner would sort
   * what an index has in its order, which takes half as long again; and where no index has, it
   * would compile the plan, which seems dear to it as it must not sort. Both are off for this COPY
   * alone.
   */
  private static final String SETTLE =
      "select set_config('rollcall.first_name', ?, false),"
          + " set_config('rollcall.last_name', ?, false),"
          + " set_config('enable_sort', 'off', true), set_config('jit', 'off', true)";

  /** Other statements, and triggers, may need to sort. */
  private static final String UNSETTLE =
      "set local enable_sort to default; set local jit to default";

  private static final String RANGE =
      " from users where username between current_setting('rollcall.first_name')"
          + " and current_setting('rollcall.last_name') order by username limit ";

  private static final int USERNAME = 0;
  private static final int ID = 1;

  /** The first of the columns that may be read. */
  private static final int FIRST = 2;

  /** Where the head of COPY's form says how much longer it is. */
  private static final int HEAD_LENGTH_AT = 15;

  private final UserColumns columns;
  private final NameRange range;
  private final FoundUsers found;
  private final int[] starts;
  private final int[] lengths;

  /** How many of the sought are decided about, in the order of names. */
  private int decided;

  /** How many users were in the range so far. */
  private int read;

  private WireBytes rows = new WireBytes(0);

  /** The cell that is compared, and whether it is the same. */
  private int compared;

  private boolean same;

  private UsersInRange(NameRange range, UserColumns columns) {
    this.range = range;
    this.columns = columns;
    this.found = new FoundUsers(range.size());
    this.starts = new int[FIRST + columns.readable().size()];
    this.lengths = new int[starts.length];
  }

  /**
   * Looks them up.
   *
   * @param range of those that are sought
   * @param columns that users have
   * @return null if there are more users in the range than are worth it
   */
  static @Nullable FoundUsers find(Connection connection, NameRange range, UserColumns columns)
      throws SQLException {
    UsersInRange users = new UsersInRange(range, columns);
    Sql.each(connection, SETTLE, row -> {}, range.first(), range.last());
    users.read(connection.unwrap(PGConnection.class));
    Sql.execute(connection, UNSETTLE);
    return users.read > range.mostUsers() ? null : users.found;
  }

  private void read(PGConnection connection) throws SQLException {
    String cells = UserSql.list(columns.readable(), UsersInRange::cell);
    String select = "select users.username::text, users.id::int8, " + cells + RANGE;
    long most = range.mostUsers() + 1L;
    CopyOut copy =
        connection.getCopyAPI().copyOut("copy (" + select + most + ") to stdout (format binary)");
    try {
      boolean begun = false;
      for (byte[] some = copy.readFromCopy(); some != null; some = copy.readFromCopy()) {
        rows = WireBytes.of(some);
        takeAll(begun ? 0 : headBytes());
        begun = true;
      }
    } finally {
      // The driver would take the rest for the answer to the next question.
      while (copy.isActive() && copy.readFromCopy() != null) {
        // Nobody needs it.
      }
    }
    decideBefore(null);
  }

  private static String cell(UserColumn column) {
    return UserSql.value(column) + (column.isText() ? "::text" : "::int8");
  }

  private int headBytes() {
    return HEAD_LENGTH_AT + Integer.BYTES + (int) rows.get(HEAD_LENGTH_AT, Integer.BYTES);
  }

  /** Takes the rows that begin there; behind the last of all there is one without cells. */
  private void takeAll(int from) {
    int at = from;
    while (at < rows.length() && rows.get(at, Short.BYTES) > 0) {
      at += Short.BYTES;
      for (int cell = 0; cell < starts.length; cell++) {
        int length = (int) rows.get(at, Integer.BYTES);
        at += Integer.BYTES;
        starts[cell] = at;
        lengths[cell] = length;
        at += Math.max(length, 0);
      }
      read++;
      take();
    }
  }

  /** Takes a user: of those that are sought, all with a smaller name are nobody. */
  private void take() {
    if (decided < range.size() && !holds(USERNAME, range.name(decided))) {
      decideBefore(text(USERNAME));
    }
    while (decided < range.size() && holds(USERNAME, range.name(decided))) {
      int at = range.place(decided);
      Sought sought = range.get(decided);
      NewValues atRest = sought.atRest();
      if (atRest == null || !has(atRest)) {
        found.show(at, User.of(number(ID), sought.username(), this));
      }
      decided++;
    }
  }

  /**
   * Decides about those whose names are smaller.
   *
   * @param name null for the end, before which all are
   */
  private void decideBefore(@Nullable String name) {
    while (decided < range.size() && (name == null || range.name(decided).compareTo(name) < 0)) {
      found.show(range.place(decided), null);
      decided++;
    }
  }

  /** Whether the user has these values. */
  private boolean has(NewValues values) {
    List<UserColumn> readable = columns.readable();
    for (int i = 0; i < readable.size(); i++) {
      UserColumn column = readable.get(i);
      if (column.isSetBy(values)) {
        compared = FIRST + i;
        column.give(values, this);
        if (!same) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void number(long value) {
    same = !isNull(compared) && number(compared) == value;
  }

  @Override
  public void text(@Nullable String value) {
    same = value == null ? isNull(compared) : !isNull(compared) && holds(compared, value);
  }

  @Override
  public @Nullable String text(UserColumn column) {
    return text(FIRST + column.place());
  }

  @Override
  public long number(UserColumn column) {
    return number(FIRST + column.place());
  }

  @Override
  public Extras extras() {
    return UserSql.extras(columns, (column, at) -> value(column, FIRST + at));
  }

  private @Nullable Object value(UserColumn column, int cell) {
    if (column.isText()) {
      return text(cell);
    }
    return isNull(cell) ? null : (Long) number(cell);
  }

  private boolean isNull(int cell) {
    return lengths[cell] < 0;
  }

  private long number(int cell) {
    return rows.get(starts[cell], Long.BYTES);
  }

  private @Nullable String text(int cell) {
    return isNull(cell)
        ? null
        : new String(rows.array(), starts[cell], lengths[cell], StandardCharsets.UTF_8);
  }

  /** Whether a cell that is not null is this text. */
  private boolean holds(int cell, String text) {
    byte[] bytes = rows.array();
    int start = starts[cell];
    int length = lengths[cell];
    if (length < text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte each = bytes[start + i];
      if (each < 0) {
        return text.equals(text(cell));
      }
      if (i == text.length() || text.charAt(i) != each) {
        return false;
      }
    }
    return true;
  }
}
