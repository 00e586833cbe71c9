package dev.rollcall.database.sql;

import dev.rollcall.database.RunIndex;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The index of runs. */
public final class RunRows implements RunIndex {

  /**
   * The run of the first value and all that retries it, directly or not. A retry is younger than
   * what it retries, or the ledger is damaged: so this ends.
   */
  static final String FAMILY =
      "with recursive family (id) as (values (cast(?1 as bigint)) union select r.id from rollcall_runs r"
          + " join family f on r.of_run = f.id where r.kind = 'RETRY' and r.id > f.id) ";

  /** {@link RunStatus#isOpen}, in the words of the index, which is only taken for these. */
  private static final String IS_OPEN =
      Arrays.stream(RunStatus.values())
          .filter(RunStatus::isOpen)
          .map(status -> "'" + status.name() + "'")
          .collect(Collectors.joining(", ", "status in (", ")"));

  private static final String COMPLETED_IMPORT =
      "kind = 'IMPORT' and status in ('COMPLETED', 'COMPLETED_WITH_REJECTS')";

  private final LedgerCheck check;

  RunRows(LedgerCheck check) {
    this.check = check;
  }

  /** The numbers of the newest runs, newest first, at most this many. */
  public static List<Long> newest(Connection connection, int most) throws SQLException {
    return ids(connection, "select id from rollcall_runs order by id desc limit ?", most);
  }

  /** When the job's newest import that did all it was to do has ended. */
  public static Optional<String> lastCompleted(Connection connection, String job)
      throws SQLException {
    return Sql.texts(
            connection,
            "select finished_at from rollcall_runs where job = ? and "
                + COMPLETED_IMPORT
                + " and finished_at is not null order by id desc limit 1",
            job)
        .stream()
        .findFirst();
  }

  @Override
  public List<Long> damaged(Connection connection, int newest) throws SQLException {
    return check.damagedRuns(connection, newest);
  }

  @Override
  public List<Long> sound(Connection connection, int newest) throws SQLException {
    return check.soundRuns(connection, newest);
  }

  @Override
  public boolean isSound(Connection connection, long runId) throws SQLException {
    return check.isSound(connection, runId);
  }

  @Override
  public List<Long> startedRuns(Connection connection) throws SQLException {
    String sound = check.sound(LedgerCheck.RUNS);
    return ids(
        connection,
        "select id from rollcall_runs where "
            + IS_OPEN
            + " and status = 'STARTED' and "
            + sound
            + " order by id");
  }

  @Override
  public Map<Long, String> openRuns(Connection connection, String job) throws SQLException {
    Map<Long, String> names = new LinkedHashMap<>();
    Sql.each(
        connection,
        "select id, source_name from rollcall_runs where "
            + IS_OPEN
            + " and job = ? order by id desc",
        row -> names.put(row.getLong(1), row.getString(2)),
        job);
    return names;
  }

  @Override
  public long newestCompleted(Connection connection, String job, long below) throws SQLException {
    return Sql.number(
        connection,
        "select coalesce((select id from rollcall_runs where job = ? and id < ?"
            + " and "
            + COMPLETED_IMPORT
            + " order by id desc limit 1), 0)",
        job,
        below);
  }

  @Override
  public List<Long> runsOfContent(Connection connection, @Nullable String job, String sha256)
      throws SQLException {
    return ids(
        connection,
        "select id from rollcall_runs where source_sha256 = ?1 and (cast(?2 as text) is null or job = ?2)"
            + " and kind = 'IMPORT' order by id desc",
        sha256,
        job);
  }

  @Override
  public long newestDelivered(Connection connection, String job, String path) throws SQLException {
    String sql =
        "select coalesce(max(run_id), 0) from rollcall_deliveries where job = ? and path = ?";
    return Sql.number(connection, sql, job, path);
  }

  @Override
  public void deliver(Connection connection, Source source, Run run) throws SQLException {
    Sql.update(
        connection,
        "insert into rollcall_deliveries (job, path, run_id) values (?, ?, ?)"
            + " on conflict (job, path) do update set run_id = excluded.run_id",
        run.job(),
        source.name(),
        run.id());
  }

  @Override
  public long newestWithRejectFile(Connection connection, String file) throws SQLException {
    String sql = "select coalesce(max(id), 0) from rollcall_runs where reject_file = ?";
    return Sql.number(connection, sql, file);
  }

  @Override
  public long newestWithRejectsLeft(Connection connection, @Nullable String job, long below)
      throws SQLException {
    String left =
        "select 1 from rollcall_rejects where run_id = rollcall_runs.id"
            + " and coalesce(settled_by, 0) <= 0";
    String sql =
        "select coalesce((select id from rollcall_runs where id < ?"
            + " and (kind = 'IMPORT' and reject_file is not null and exists ("
            + left
            + ") or kind = 'RETRY' and ("
            + IS_OPEN
            + " or exists ("
            + left
            + ")))"
            + (job == null ? "" : " and job = ?")
            + " order by id desc limit 1), 0)";
    return job == null
        ? Sql.number(connection, sql, below)
        : Sql.number(connection, sql, below, job);
  }

  @Override
  public boolean hasRejectFiles(Connection connection) throws SQLException {
    String sql =
        "select exists (select 1 from rollcall_runs"
            + " where reject_file is not null and kind in ('IMPORT', 'RETRY'))";
    return Sql.holds(connection, sql);
  }

  @Override
  public List<Long> withRetries(Connection connection, long runId) throws SQLException {
    return ids(connection, FAMILY + "select id from family order by id", runId);
  }

  @Override
  public boolean othersHaveWritten(Connection connection, long runId, long after)
      throws SQLException {
    String sql =
        "with recursive family (id) as (values (cast(?1 as bigint)) union select r.id from rollcall_runs r"
            + " join family f on r.of_run = f.id where r.id > f.id) "
            + "select exists (select 1 from rollcall_changes where id > ?2"
            + " and run_id not in (select id from family)) or exists (select 1 from rollcall_runs"
            + " where pruned_until > ?2 and id not in (select id from family))";
    return Sql.holds(connection, sql, runId, after);
  }

  private static List<Long> ids(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return Sql.list(connection, sql, row -> row.getLong(1), values);
  }
}
