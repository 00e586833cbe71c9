package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.sql.SqlUserTable;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersByColumns;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;

/** Users that are copied into the table, once the new ones have their ids. */
final class UserCopy implements Insertion<User> {

  private final UsersByColumns<CopyRows<User>> copies;
  private final long next;
  private final GivenIds ids;
  private int fresh;

  /**
   * @param next the first id that is foreseen for a new user, or {@link UserTable#NO_ID_GIVEN}
   * @param columns that users have
   * @param layout of the table
   * @param spare for the rows
   */
  UserCopy(long next, GivenIds ids, UserColumns columns, UsersLayout layout, SpareBytes spare) {
    this.next = next;
    this.ids = ids;
    this.copies =
        new UsersByColumns<>(
            columns,
            given ->
                new CopyRows<>(
                    "users",
                    UserSql.names(given),
                    (user, sink) -> SqlUserTable.put(user, given, sink),
                    layout::bytesOf,
                    spare));
  }

  @Override
  public void add(User user) throws SQLException {
    if (next != UserTable.NO_ID_GIVEN) {
      // Also those of users who came and went within the chunk, in between.
      fresh = (int) Math.max(fresh, user.id() - next + 1);
    }
    copies.add(user);
  }

  @Override
  public void ready() throws SQLException {
    copies.ready();
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    if (fresh > 0) {
      ids.take(connection, next, fresh);
    }
    if (!ids.areAsForeseen()) {
      copies.all().forEach(copy -> copy.replace(0, ids::of));
    }
    copies.execute(connection);
  }

  @Override
  public void close() {
    copies.close();
  }
}
