package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;

/** Users that are copied into the table, once the new ones have their ids. */
final class UserCopy implements Insertion<User> {

  private final CopyRows<User> copy = new CopyRows<>("users", UserSql.COLUMNS, UserCopy::put);
  private final long next;
  private final GivenIds ids;
  private int fresh;

  /**
   * @param next the first id that is foreseen for a new user, or {@link UserTable#NO_ID_GIVEN}
   */
  UserCopy(long next, GivenIds ids) {
    this.next = next;
    this.ids = ids;
  }

  private static void put(User user, ValueSink sink) throws SQLException {
    sink.number(user.id());
    sink.text(user.username());
    for (UserColumn column : UserColumn.ALL) {
      column.give(user, sink);
    }
  }

  @Override
  public void add(User user) throws SQLException {
    if (next != UserTable.NO_ID_GIVEN) {
      // Also those of users who came and went within the chunk, in between.
      fresh = (int) Math.max(fresh, user.id() - next + 1);
    }
    copy.add(user);
  }

  @Override
  public void ready() {
    copy.ready();
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    ids.take(connection, next, fresh);
    if (!ids.areAsForeseen()) {
      copy.replace(0, ids::of);
    }
    copy.execute(connection);
  }

  @Override
  public void close() {
    copy.close();
  }
}
