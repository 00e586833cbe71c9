package dev.rollcall.sqlite;

import dev.rollcall.database.RunIndex;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The index of runs in SQLite. */
final class RunRows implements RunIndex {

  /**
   * The run of the first value and all that retries it, directly or not. A retry is younger than
   * what it retries, or the ledger is damaged: so this ends.
   */
  static final String FAMILY =
      "with recursive family (id) as (values (?1) union select r.id from rollcall_runs r"
          + " join family f on r.of_run = f.id where r.kind = 'RETRY' and r.id > f.id) ";

  /** {@link RunStatus#isOpen}, in the words of the index, which is only taken for these. */
  private static final String IS_OPEN =
      Arrays.stream(RunStatus.values())
          .filter(RunStatus::isOpen)
          .map(status -> "'" + status.name() + "'")
          .collect(Collectors.joining(", ", "status in (", ")"));

  private static final String COMPLETED_IMPORT =
      "kind = 'IMPORT' and status in ('COMPLETED', 'COMPLETED_WITH_REJECTS')";

  /** The numbers of a database's newest runs; see {@link SqliteFile#newestRuns}. */
  static List<Long> newest(SqliteFile file, int most) {
    try (SqliteDatabase database = SqliteDatabase.openForReading(file);
        Connection connection = database.getConnection()) {
      return ids(connection, "select id from rollcall_runs order by id desc limit ?", most);
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** See {@link SqliteFile#lastCompleted}. */
  static @Nullable String lastCompleted(SqliteFile file, String job) {
    List<String> ended = new ArrayList<>();
    try (SqliteDatabase database = SqliteDatabase.openForReading(file);
        Connection connection = database.getConnection()) {
      Sql.each(
          connection,
          "select finished_at from rollcall_runs where job = ? and "
              + COMPLETED_IMPORT
              + " and finished_at is not null order by id desc limit 1",
          row -> ended.add(row.getString(1)),
          job);
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
    return ended.isEmpty() ? null : ended.get(0);
  }

  @Override
  public List<Long> damaged(Connection connection, int newest) throws SQLException {
    return LedgerCheck.damagedRuns(connection, newest);
  }

  @Override
  public List<Long> sound(Connection connection, int newest) throws SQLException {
    return LedgerCheck.soundRuns(connection, newest);
  }

  @Override
  public boolean isSound(Connection connection, long runId) throws SQLException {
    return LedgerCheck.isSound(connection, runId, true);
  }

  @Override
  public List<Long> startedRuns(Connection connection) throws SQLException {
    String sound = LedgerCheck.sound(LedgerCheck.RUNS);
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
        "select id from rollcall_runs where source_sha256 = ?1 and (?2 is null or job = ?2)"
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
        "insert or replace into rollcall_deliveries (job, path, run_id) values (?, ?, ?)",
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
    return Sql.number(connection, sql) == 1;
  }

  @Override
  public List<Long> withRetries(Connection connection, long runId) throws SQLException {
    return ids(connection, FAMILY + "select id from family order by id", runId);
  }

  @Override
  public boolean othersHaveWritten(Connection connection, long runId, long after)
      throws SQLException {
    String sql =
        "with recursive family (id) as (values (?1) union select r.id from rollcall_runs r"
            + " join family f on r.of_run = f.id where r.id > f.id) "
            + "select exists (select 1 from rollcall_changes where id > ?2"
            + " and run_id not in family) or exists (select 1 from rollcall_runs"
            + " where pruned_until > ?2 and id not in family)";
    return Sql.number(connection, sql, runId, after) != 0;
  }

  private static List<Long> ids(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    Sql.each(connection, sql, row -> ids.add(row.getLong(1)), values);
    return ids;
  }
}
