package dev.rollcall.database.sql;

import dev.rollcall.runs.Touched;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Counts what a run did to users that were there before it. */
final class TouchedUsers {

  /**
   * Of each user the first change tells what was before, the last one what is after; {@code anew}
   * is how many of them have created him, as one who was deleted may return. Many runs find nobody:
   * they are spared the sorting.
   */
  private static final String SPANS =
      "with spans as (select min(id) as first, max(id) as last,"
          + " count(*) filter (where level_before is null) as anew from rollcall_changes"
          + " where id > ?1 and run_id = ?2 and exists (select 1 from rollcall_changes"
          + " where id > ?1 and run_id = ?2 and level_before is not null) group by username)";

  private static final String OF_WHOM =
      " from spans join rollcall_changes b on b.id = spans.first"
          + " join rollcall_changes a on a.id = spans.last where b.level_before is not null";

  private static final String DIFFERS =
      "("
          + UserSql.join(
              " or ",
              column ->
                  "a." + column.word() + "_after is distinct from b." + column.word() + "_before")
          + ")";

  private static final String EXTRAS_DIFFER = "a.extra_after is distinct from b.extra_before";

  private static final String TOUCHED =
      SPANS
          + " select count(*) filter (where a.level_after is null),"
          + " count(*) filter (where a.level_after < b.level_before),"
          + " count(*) filter (where a.level_after > b.level_before),"
          + " count(*) filter (where "
          + DIFFERS
          + " or anew = 0 and "
          + EXTRAS_DIFFER
          + ")"
          + OF_WHOM;

  /** Of one who is created, the ledger need not say what the table has given him. */
  private static final String ANEW =
      SPANS
          + " select b.extra_before, a.extra_after"
          + OF_WHOM
          + " and anew > 0 and not "
          + DIFFERS;

  private TouchedUsers() {}

  /**
   * Counts them.
   *
   * @param after the newest change before the run
   * @param users the columns that users have
   */
  static Touched of(Connection connection, long runId, long after, UserColumns users)
      throws SQLException {
    Touched touched =
        Sql.row(
            connection,
            TOUCHED,
            row -> new Touched(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            after,
            runId);
    return users.hasExtras()
        ? touched.andChanged(countAnew(connection, runId, after, users))
        : touched;
  }

  private static long countAnew(Connection connection, long runId, long after, UserColumns users)
      throws SQLException {
    long[] count = {0};
    Sql.each(
        connection,
        ANEW,
        row -> {
          Extras before = ExtrasText.extras(row.getString(1), users);
          Extras now = ExtrasText.extras(row.getString(2), users);
          count[0] += users.extras().stream().allMatch(c -> isSame(c, before, now)) ? 0 : 1;
        },
        after,
        runId);
    return count[0];
  }

  /** What is secret, or only the database knows, nobody can say to be the same. */
  private static boolean isSame(ExtraColumn column, Extras before, Extras now) {
    if (column.isSecret() || !column.isForeseen() && !now.says(column)) {
      return false;
    }
    Object value = now.says(column) ? now.of(column) : column.usual().value();
    return before.says(column) && Objects.equals(before.of(column), value);
  }
}
