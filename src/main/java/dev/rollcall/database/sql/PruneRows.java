package dev.rollcall.database.sql;

import dev.rollcall.database.PruneFigures;
import dev.rollcall.database.Pruning;
import dev.rollcall.database.Schema;
import dev.rollcall.runs.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is dropped of old runs. */
public final class PruneRows implements Pruning {

  private static final int ROWS_AT_A_TIME = 20_000;
  private static final int RUNS_AT_A_TIME = 500;
  private static final int OPEN_SHOWN = 10;

  private static final String HAS_ENDED =
      Arrays.stream(RunStatus.values())
          .filter(status -> status.isCompleted() || status == RunStatus.ABANDONED)
          .map(status -> "'" + status.name() + "'")
          .collect(Collectors.joining(", ", "status in (", ")"));

  private static final String OF_JOB = "(cast(?2 as text) is null or job = ?2)";

  /**
   * The runs that stay: by what they are, since the newest change must stay (the next one gets the
   * number behind it), or since another that stays belongs to them.
   */
  private static final String KEPT =
      "with recursive kept (id) as ("
          + "select id from rollcall_runs where pruned_at is null and not ("
          + HAS_ENDED
          + " and coalesce(finished_at, '~') < ?1 and "
          + OF_JOB
          + ") union select * from (select run_id from rollcall_changes order by id desc limit 1)"
          + " as newest union select case when r.id = k.id then r.of_run else r.id end from kept k"
          + " join rollcall_runs r on r.id = k.id or r.of_run = k.id"
          + " where r.of_run is not null) ";

  private static final String GOES = " pruned_at is null and id not in (select id from kept)";

  private static final String FIGURES =
      KEPT
          + "select count(*), coalesce(min(id), 0), coalesce(max(id), 0),"
          + " coalesce(sum(created + updated + deleted + removed), 0),"
          + " coalesce(sum((select count(*) from rollcall_rejects where run_id = r.id)), 0),"
          + " coalesce(sum((select count(*) from rollcall_rejects where run_id = r.id"
          + " and kind = 'IMPORT' and coalesce(settled_by, 0) <= 0)), 0)"
          + " from rollcall_runs r where"
          + GOES;

  private static final String KEPT_ALTHOUGH_OLD =
      KEPT
          + "select id, "
          + HAS_ENDED
          + " from rollcall_runs where pruned_at is null and id in (select id from kept)"
          + " and coalesce(finished_at, started_at) < ?1 and "
          + OF_JOB
          + " order by id";

  /** A run that completed made its last change before it noted which was the newest. */
  private static final String MARK =
      KEPT
          + "update rollcall_runs set pruned_at = ?3, pruned_until = case"
          + " when created + updated + deleted + removed = 0 then 0 else coalesce((select c.id"
          + " from rollcall_changes c where c.id > changes_after"
          + " and c.id <= coalesce(changes_until, c.id) and c.run_id = rollcall_runs.id"
          + " order by c.id desc limit 1), 0) end where"
          + GOES;

  private static final String PRUNED = "select id from rollcall_runs where pruned_until >= 0";

  private static final String NEWEST_PRUNED =
      "(select coalesce(max(pruned_until), 0) from rollcall_runs where pruned_until >= 0)";

  private static final String EXECUTIONS =
      "select cast(job_execution_id as bigint) from %sjob_execution_params where parameter_name = 'run'"
          + " and parameter_value in (select cast(id as text) from rollcall_runs"
          + " where pruned_until >= 0) limit ?";

  private static final String INSTANCES =
      "select job_instance_id from %sjob_execution where job_execution_id in %s";

  private static final String OF_EXECUTIONS = " where job_execution_id in %2$s";

  /** From those that refer to others to those that others refer to. */
  private static final List<String> DROP_EXECUTIONS =
      List.of(
          "delete from %1$sstep_execution_context where step_execution_id in"
              + " (select step_execution_id from %1$sstep_execution"
              + OF_EXECUTIONS
              + ")",
          "delete from %1$sstep_execution" + OF_EXECUTIONS,
          "delete from %1$sjob_execution_context" + OF_EXECUTIONS,
          "delete from %1$sjob_execution_params" + OF_EXECUTIONS,
          "delete from %1$sjob_execution" + OF_EXECUTIONS);

  private static final String DROP_INSTANCES =
      "delete from %1$sjob_instance where job_instance_id in %2$s"
          + " and not exists (select 1 from %1$sjob_execution e"
          + " where e.job_instance_id = %1$sjob_instance.job_instance_id)";

  private final Dialect dialect;

  /** What is still to be gone through, each from where it is. */
  private final Deque<Sweep> sweeps = new ArrayDeque<>();

  public PruneRows(Dialect dialect) {
    this.dialect = dialect;
    sweeps.add(
        new Sweep(
            "rollcall_changes",
            "select id from rollcall_changes where id > ? and id <= "
                + NEWEST_PRUNED
                + " order by id limit "
                + ROWS_AT_A_TIME,
            "id"));
    sweeps.add(
        new Sweep(
            "rollcall_rejects",
            "select id from rollcall_rejects where id > ? order by id limit " + ROWS_AT_A_TIME,
            "id"));
    sweeps.add(
        new Sweep(
            "rollcall_pace", PRUNED + " and id > ? order by id limit " + RUNS_AT_A_TIME, "run_id"));
  }

  /**
   * A table that is gone through once, from its first row to its last.
   *
   * @param next the keys of the next rows above one
   * @param key by which they are found
   */
  private record Sweep(String table, String next, String key, long after) {

    Sweep(String table, String next, String key) {
      this(table, next, key, 0);
    }

    Sweep at(long newAfter) {
      return new Sweep(table, next, key, newAfter);
    }
  }

  @Override
  public PruneFigures find(Connection connection, String before, @Nullable String job)
      throws SQLException {
    List<Long> open = new ArrayList<>();
    long[] kept = {0, 0};
    Sql.each(
        connection,
        KEPT_ALTHOUGH_OLD,
        row -> {
          boolean ended = row.getBoolean(2);
          kept[ended ? 1 : 0]++;
          if (!ended && open.size() < OPEN_SHOWN) {
            open.add(row.getLong(1));
          }
        },
        before,
        job);
    return Sql.row(
        connection,
        FIGURES,
        row ->
            new PruneFigures(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                open,
                kept[0],
                kept[1]),
        before,
        job);
  }

  @Override
  public void mark(Connection connection, String before, @Nullable String job, String now)
      throws SQLException {
    Sql.update(connection, MARK, before, job, now);
  }

  @Override
  public long dropSome(Connection connection) throws SQLException {
    Sweep sweep = sweeps.peek();
    if (sweep == null) {
      MissingRows.dropUseless(connection);
      return dropExecutions(connection) ? 0 : -1;
    }
    long last =
        Sql.number(
            connection,
            "select coalesce(max(id), 0) from (" + sweep.next + ") as next_rows",
            sweep.after);
    sweeps.remove();
    if (last == 0) {
      return 0;
    }
    sweeps.addFirst(sweep.at(last));
    String key = sweep.key;
    int dropped =
        Sql.update(
            connection,
            "delete from "
                + sweep.table
                + " where "
                + key
                + " > ? and "
                + key
                + " <= ? and run_id in ("
                + PRUNED
                + ")",
            sweep.after,
            last);
    return sweep.table.equals(ChangeRows.TABLE) ? dropped : 0;
  }

  /** Whether any of Spring Batch's went. */
  private boolean dropExecutions(Connection connection) throws SQLException {
    String executions = list(connection, EXECUTIONS, RUNS_AT_A_TIME);
    String instances = list(connection, INSTANCES, executions);
    int dropped = 0;
    for (String drop : DROP_EXECUTIONS) {
      dropped += Sql.update(connection, batch(drop), executions);
    }
    Sql.update(connection, batch(DROP_INSTANCES), instances);
    return dropped > 0;
  }

  private String list(Connection connection, String sql, Object value) throws SQLException {
    return "[" + String.join(",", Sql.texts(connection, batch(sql), value)) + "]";
  }

  private String batch(String sql) {
    return String.format(Locale.ROOT, sql, Schema.BATCH_PREFIX, dialect.numbers("?"));
  }
}
