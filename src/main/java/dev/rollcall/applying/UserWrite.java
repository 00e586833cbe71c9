package dev.rollcall.applying;

import dev.rollcall.database.UserTable;
import dev.rollcall.database.UserTable.Columns;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write a user, in the order in which those of a chunk are executed: a name
 * must be free before it is given again.
 */
enum UserWrite {
  DELETE,
  UPDATE_EMAIL,
  UPDATE_LEVEL,
  UPDATE_BOTH,
  INSERT;

  /** Takes one statement for one user. */
  interface Sink {
    void add(UserWrite statement, User user) throws SQLException;
  }

  /** Says what makes of the user before the one after; null is nobody. */
  static void plan(@Nullable User before, @Nullable User after, Sink sink) throws SQLException {
    if (before != null && after != null && before.id() == after.id()) {
      boolean email = !Objects.equals(before.email(), after.email());
      if (before.level() != after.level()) {
        sink.add(email ? UPDATE_BOTH : UPDATE_LEVEL, after);
      } else if (email) {
        sink.add(UPDATE_EMAIL, after);
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

  /** Executes the statement for each of the users, in the transaction of the connection. */
  void execute(UserTable table, Connection connection, List<User> users) throws SQLException {
    switch (this) {
      case DELETE -> table.delete(connection, users);
      case UPDATE_EMAIL -> table.update(connection, users, Columns.EMAIL);
      case UPDATE_LEVEL -> table.update(connection, users, Columns.LEVEL);
      case UPDATE_BOTH -> table.update(connection, users, Columns.BOTH);
      case INSERT -> table.insert(connection, users);
    }
  }
}
