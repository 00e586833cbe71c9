package dev.rollcall.sqlite;

import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Users whom a run created, and who are as it left them: there is nothing to decide when the run is
 * undone, so they are deleted, and their changes copied, inside SQLite. None where users have extra
 * columns: what is in those has to be compared, and kept.
 */
final class LeavingUsers {

  /**
   * The id of a user who may go so, else null; {@code b} is the run's first change to the user and
   * {@code a} its last. The ledger's columns are on the left, so that texts are compared exactly.
   */
  static final String ID =
      "case when b.level_before is null and not exists (select 1 from rollcall_columns)"
          + " then (select users.id from users"
          + " where users.id = a.user_id and a.username = users.username and "
          + UserSql.join(
              " and ", column -> "a." + ChangeRows.after(column) + " is " + UserSql.value(column))
          + ") end";

  private static final String PAGE =
      "select count(*), min(position), min(leaving), max(leaving) from (select position, leaving"
          + " from temp.rollcall_net where leaving is not null order by position desc limit ?)";

  private static final String COPY =
      "insert into rollcall_changes"
          + " (run_id, line, user_id, username, "
          + UserSql.list(ChangeRows::before)
          + ", reason) select ?2, ?3 - position, a.user_id, a.username, "
          + UserSql.list(column -> "a." + ChangeRows.after(column))
          + ", ?4"
          + " from temp.rollcall_net cross join rollcall_changes a on a.id = last"
          + " where position >= ?1 and leaving is not null order by position desc";

  private static final String DELETE =
      "delete from users where id in (select leaving from temp.rollcall_net"
          + " where position >= ? and leaving is not null)";

  /** A third quicker, where there is nobody else between the first and the last. */
  private static final String DELETE_RANGE = "delete from users where id between ? and ?";

  private static final String TAKE_OFF =
      "delete from temp.rollcall_net where position >= ? and leaving is not null";

  private LeavingUsers() {}

  /** How many went, 0 if there are no more. */
  static int undo(Connection connection, long by, long end, String reason, int most)
      throws SQLException {
    Page page = page(connection, most);
    if (page.users > 0) {
      RowIgnoredException.check(
          Sql.update(connection, COPY, page.position, by, end, reason), page.users);
      boolean range = page.lastId - page.firstId + 1 == page.users;
      int deleted =
          range
              ? Sql.update(connection, DELETE_RANGE, page.firstId, page.lastId)
              : Sql.update(connection, DELETE, page.position);
      RowIgnoredException.check(deleted, page.users);
      Sql.update(connection, TAKE_OFF, page.position);
    }
    return page.users;
  }

  /** Those at the highest positions. */
  private record Page(int users, long position, long firstId, long lastId) {}

  private static Page page(Connection connection, int most) throws SQLException {
    return Sql.row(
        connection,
        PAGE,
        row -> new Page(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
        most);
  }
}
