package dev.rollcall.sqlite;

import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Users whom a run deleted, and whose names and ids nobody has: there is nothing to decide when the
 * run is undone, so they return, and their changes are copied, inside SQLite.
 */
final class ReturningUsers {

  /**
   * The id of a user who may return so, unless somebody has it, else null; {@code b} is the run's
   * first change to the user and {@code a} its last.
   */
  static final String ID =
      "case when a.level_after is null and b.level_before is not null and b.extra_before is null"
          + " and not exists"
          + " (select 1 from users where users.username = b.username) then b.user_id end";

  private static final String PAGE =
      "select count(*), min(position), count(distinct coming), count(users.id)"
          + " from (select position, coming from temp.rollcall_net where coming is not null"
          + " order by position desc limit ?) left join users on users.id = coming";

  private static final String COPY =
      "insert into rollcall_changes"
          + " (run_id, line, user_id, username, "
          + UserSql.list(ChangeRows::after)
          + ", reason) select ?2, ?3 - position, b.user_id, b.username, "
          + UserSql.list(column -> "b." + ChangeRows.before(column))
          + ", ?4"
          + " from temp.rollcall_net cross join rollcall_changes b on b.id = first"
          + " where position >= ?1 and coming is not null order by position desc";

  /** In the order of the table, so that neighbours share a page. */
  private static final String INSERT =
      "insert into users ("
          + String.join(", ", UserSql.COLUMNS)
          + ") select b.user_id, b.username, "
          + UserSql.list(column -> "b." + ChangeRows.before(column))
          + " from temp.rollcall_net cross join rollcall_changes b on b.id = first"
          + " where position >= ? and coming is not null order by coming";

  private static final String TAKE_OFF =
      "delete from temp.rollcall_net where position >= ? and coming is not null";

  /** They stay on the list, and are decided about one by one. */
  private static final String DISPUTE =
      "update temp.rollcall_net set coming = null where position >= ?";

  private ReturningUsers() {}

  /** How many returned, 0 if there are no more. */
  static int undo(Connection connection, long by, long end, String reason, int most)
      throws SQLException {
    Page page;
    while ((page = page(connection, most)).users > 0) {
      if (page.ids == page.users && page.taken == 0) {
        RowIgnoredException.check(
            Sql.update(connection, COPY, page.position, by, end, reason), page.users);
        RowIgnoredException.check(Sql.update(connection, INSERT, page.position), page.users);
        Sql.update(connection, TAKE_OFF, page.position);
        return page.users;
      }
      Sql.update(connection, DISPUTE, page.position);
    }
    return 0;
  }

  /**
   * Those at the highest positions.
   *
   * @param ids how many different ones they need
   * @param taken how many of them others have
   */
  private record Page(int users, long position, int ids, int taken) {}

  private static Page page(Connection connection, int most) throws SQLException {
    return Sql.row(
        connection,
        PAGE,
        row -> new Page(row.getInt(1), row.getLong(2), row.getInt(3), row.getInt(4)),
        most);
  }
}
