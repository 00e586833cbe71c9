package dev.rollcall.database.sql;

import dev.rollcall.runs.Touched;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts what a run did to users that were there before it. */
final class TouchedUsers {

  /**
   * Of each user the first change tells what was before, the last one what is after. Many runs find
   * nobody: they are spared the sorting.
   */
  private static final String TOUCHED =
      "with spans as (select min(id) as first, max(id) as last from rollcall_changes"
          + " where id > ?1 and run_id = ?2 and exists (select 1 from rollcall_changes"
          + " where id > ?1 and run_id = ?2 and level_before is not null) group by username)"
          + " select count(*) filter (where a.level_after is null),"
          + " count(*) filter (where a.level_after < b.level_before),"
          + " count(*) filter (where a.level_after > b.level_before),"
          + " count(*) filter (where "
          + UserSql.join(
              " or ",
              column ->
                  "a." + column.word() + "_after is distinct from b." + column.word() + "_before")
          + " or a.extra_after is distinct from b.extra_before)"
          + " from spans join rollcall_changes b on b.id = spans.first"
          + " join rollcall_changes a on a.id = spans.last where b.level_before is not null";

  private TouchedUsers() {}

  static Touched of(Connection connection, long runId, long after) throws SQLException {
    List<Touched> answer = new ArrayList<>();
    Sql.each(
        connection,
        TOUCHED,
        row ->
            answer.add(new Touched(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))),
        after,
        runId);
    return answer.get(0);
  }
}
