package dev.rollcall.database.sql;

import dev.rollcall.runs.NetChange;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What later runs have set in the extra columns of a run's users: it can't be told by the users.
 */
final class ExtrasSince {

  /** The one scan over what is newer, in which the run's users are looked up. */
  private static final String CHANGES =
      "with left_so as materialized (select net.position, net.last, a.username, a.user_id"
          + " from rollcall_net as net %1$s rollcall_changes a on a.id = net.last"
          + " where net.position between ? and ?)"
          + " select left_so.position, c.extra_before, c.extra_after from rollcall_changes c"
          + " %1$s left_so on left_so.username = c.username and left_so.user_id = c.user_id"
          + " and c.id > left_so.last"
          + " where c.id > (select min(last) from rollcall_net) and c.extra_after is not null"
          + " and c.level_before is not null and exists (select 1 from rollcall_runs r"
          + " where r.id = c.run_id and r.kind <> 'UNDO' and not exists (select 1 from rollcall_runs undo"
          + " where undo.kind = 'UNDO' and undo.of_run = r.id and undo.id > r.id"
          + " and not exists (select 1 from rollcall_runs redo"
          + " where redo.kind = 'UNDO' and redo.of_run = undo.id and redo.id > undo.id)))";

  private ExtrasSince() {}

  /**
   * The same users, each with what was set since.
   *
   * @param page from the highest position down
   */
  static List<NetChange> of(
      Connection connection, Dialect dialect, List<NetChange> page, UserColumns users)
      throws SQLException {
    if (page.isEmpty()) {
      return page;
    }
    Map<Long, Set<ExtraColumn>> since = new HashMap<>();
    Sql.each(
        connection,
        String.format(Locale.ROOT, CHANGES, dialect.joinInOrder()),
        row -> {
          Extras before = ExtrasText.extras(row.getString(2), users);
          Extras after = ExtrasText.extras(row.getString(3), users);
          Set<ExtraColumn> set =
              since.computeIfAbsent(row.getLong(1), position -> new LinkedHashSet<>());
          for (ExtraColumn column : users.extras()) {
            boolean same = Objects.equals(before.of(column), after.of(column));
            if (after.says(column) && (column.isSecret() || !same)) {
              set.add(column);
            }
          }
        },
        page.get(page.size() - 1).position(),
        page.get(0).position());
    return page.stream()
        .map(net -> net.with(List.copyOf(since.getOrDefault(net.position(), Set.of()))))
        .toList();
  }
}
