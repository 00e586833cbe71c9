package dev.rollcall.applying;

import dev.rollcall.database.UserTable;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes a user, in the order in which those of a chunk are executed: a name must
 * be free before it is given again.
 *
 * @param columns those that an update writes: a bit for each, since many are compared
 */
record UserWrite(Kind kind, int columns) implements Comparable<UserWrite> {

  private static final UserWrite DELETE = new UserWrite(Kind.DELETE, 0);
  private static final UserWrite INSERT = new UserWrite(Kind.INSERT, 0);

  /** Of columns of every user, by these: there is one for millions of users. */
  private static final List<UserWrite> UPDATES =
      IntStream.range(0, 1 << UserColumn.OWN.size())
          .mapToObj(columns -> new UserWrite(Kind.UPDATE, columns))
          .toList();

  enum Kind {
    DELETE,
    UPDATE,
    INSERT
  }

  /** Takes one statement for one user. */
  interface Sink {
    void add(UserWrite statement, User user) throws SQLException;
  }

  /** Says what makes of the user before the one after; null is nobody. */
  static void plan(@Nullable User before, @Nullable User after, Sink sink) throws SQLException {
    if (before != null && after != null && before.id() == after.id()) {
      int columns = 0;
      for (UserColumn column : after.columns()) {
        columns |= column.differs(before, after) ? 1 << column.place() : 0;
      }
      if (columns != 0) {
        boolean usual = columns < UPDATES.size();
        sink.add(usual ? UPDATES.get(columns) : new UserWrite(Kind.UPDATE, columns), after);
      }
      return;
    }
    if (before != null) {
      sink.add(DELETE, before);
    }
    if (after != null) {
      sink.add(INSERT, after);
    }
  }

  /**
   * Executes the statement for each of the users, in the transaction of the connection.
   *
   * @param next the first id that is newly given; see {@link UserTable#insert}
   */
  void execute(UserTable table, Connection connection, List<User> users, long next)
      throws SQLException {
    switch (kind) {
      case DELETE -> table.delete(connection, users);
      case UPDATE -> table.update(connection, users, written(table.columns()));
      case INSERT -> table.insert(connection, users, next);
    }
  }

  private List<UserColumn> written(UserColumns users) {
    return users.all().stream().filter(column -> (columns & 1 << column.place()) != 0).toList();
  }

  @Override
  public int compareTo(UserWrite other) {
    return kind == other.kind
        ? Integer.compare(columns, other.columns)
        : kind.compareTo(other.kind);
  }
}
