package dev.rollcall.database.sql;

import dev.rollcall.runs.NetChange;
import dev.rollcall.runs.PastChange;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the changes in the ledger come to: for the users of a run, and for one user. */
public final class NetChanges {

  /** The list of a run's users; one for the connection. */
  public static final String TABLE = "rollcall_net";

  private static final String OF_RUN = " from rollcall_changes where id > ?1 and run_id = ?2";

  /** Usually so, and found out in a third of the time in which changes are grouped. */
  private static final String ARE_OF_A_USER_EACH =
      "select count(*) = count(distinct username)" + OF_RUN;

  private static final String OF_A_USER_EACH = "select id as first, id as last" + OF_RUN;

  private static final String OF_ANY_USERS =
      "select min(id) as first, max(id) as last" + OF_RUN + " group by username";

  /**
   * Undone from the highest position down. A user who goes thereby goes where the run made its last
   * change to him, one who returns does so where it made the first: no id is needed before whoever
   * had it later has gone.
   */
  private static final String FILL =
      "insert into rollcall_net"
          + " select case when a.level_after is null then b.id else a.id end, b.id, a.id, %s, %s"
          + " from (%s) as spans %4$s rollcall_changes b on b.id = spans.first"
          + " %4$s rollcall_changes a on a.id = spans.last";

  private static final String PAGE =
      "select net.position, b.username, b.user_id as id_before, a.user_id as id_after, "
          + UserSql.list(column -> "b." + ChangeRows.before(column))
          + ", "
          + UserSql.list(column -> "a." + ChangeRows.after(column))
          + ", b.extra_before, a.extra_after from rollcall_net as net"
          + " %1$s rollcall_changes b on b.id = net.first"
          + " %1$s rollcall_changes a on a.id = net.last"
          + " where net.position < ? order by net.position desc limit ?";

  private static final String HISTORY =
      "select %s as sound, c.*, r.kind as run_kind, r.source_name, r.started_at"
          + " from rollcall_changes c left join rollcall_runs r on r.id = c.run_id"
          + " where c.username = ? order by c.id desc limit ?";

  private final Dialect dialect;
  private final LedgerCheck check;
  private final Undisputed undisputed;

  NetChanges(Dialect dialect, LedgerCheck check, Undisputed undisputed) {
    this.dialect = dialect;
    this.check = check;
    this.undisputed = undisputed;
  }

  /**
   * Whom an undo needs not decide about, as SQL: {@code b} is the run's first change to a user and
   * {@code a} its last.
   *
   * @param leaving the id of a user whom the run created and who is as it left him, else null
   * @param coming the id of a user whom the run deleted, and whose name nobody has, else null
   */
  public record Undisputed(String leaving, String coming) {

    /** There is always something to decide. */
    public static final Undisputed NOBODY =
        new Undisputed("cast(null as bigint)", "cast(null as bigint)");
  }

  long begin(Connection connection, long runId, long after) throws SQLException {
    Sql.execute(
        connection,
        "create temp table if not exists rollcall_net (position "
            + dialect.key()
            + ", first bigint not null, last bigint not null, leaving bigint, coming bigint)");
    Sql.execute(connection, "delete from rollcall_net");
    String changes =
        Sql.holds(connection, ARE_OF_A_USER_EACH, after, runId) ? OF_A_USER_EACH : OF_ANY_USERS;
    Sql.update(
        connection,
        String.format(
            Locale.ROOT,
            FILL,
            undisputed.leaving,
            undisputed.coming,
            changes,
            dialect.joinInOrder()),
        after,
        runId);
    return Sql.number(connection, "select count(*) from rollcall_net");
  }

  List<NetChange> page(Connection connection, long below, int most, UserColumns users)
      throws SQLException {
    List<NetChange> page =
        Sql.list(
            connection,
            String.format(Locale.ROOT, PAGE, dialect.joinInOrder()),
            row -> net(row, users),
            below,
            most);
    return users.hasExtras() ? ExtrasSince.of(connection, dialect, page, users) : page;
  }

  private static NetChange net(ResultSet row, UserColumns users) throws SQLException {
    return new NetChange(
        row.getLong("position"),
        row.getString("username"),
        ChangeRows.user(
            row, row.getLong("id_before"), ChangeRows::before, ChangeRows.EXTRA_BEFORE, users),
        ChangeRows.user(
            row, row.getLong("id_after"), ChangeRows::after, ChangeRows.EXTRA_AFTER, users));
  }

  UserHistory history(
      Connection connection, String username, @Nullable User user, int most, UserColumns users)
      throws SQLException {
    List<PastChange> changes = new ArrayList<>();
    List<Long> damaged = new ArrayList<>();
    String sound =
        check.soundRow(ChangeRows.TABLE, "c.id")
            + " and "
            + check.soundRow(LedgerCheck.RUNS, "c.run_id");
    Sql.each(
        connection,
        String.format(Locale.ROOT, HISTORY, sound),
        row -> {
          if (row.getBoolean("sound")) {
            changes.add(past(row, users));
          } else {
            damaged.add(row.getLong("run_id"));
          }
        },
        username,
        most);
    Collections.reverse(changes);
    String pruned = "select max(finished_at) from rollcall_runs where pruned_until >= 0";
    String before = Sql.texts(connection, pruned).get(0);
    return new UserHistory(user, changes, damaged, before.isEmpty() ? null : before);
  }

  private static PastChange past(ResultSet row, UserColumns users) throws SQLException {
    return new PastChange(
        row.getLong("run_id"),
        RunKind.valueOf(row.getString("run_kind")),
        row.getString("source_name"),
        row.getString("started_at"),
        ChangeRows.change(row, users));
  }
}
