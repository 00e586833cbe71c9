package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Rejects;
import dev.rollcall.database.sql.ValueSink.Values;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rejects in the ledger: how they are written, read, counted, and settled. */
public final class RejectRows implements Rejects {

  public static final String TABLE = "rollcall_rejects";

  /** The cells of extra columns. */
  private static final String EXTRA = "extra";

  /** Behind the id. */
  public static final List<String> COLUMNS = columns();

  private static final List<String> WITHOUT_EXTRAS = COLUMNS.subList(0, COLUMNS.size() - 1);

  private static final String SELECTED = String.join(", ", COLUMNS);

  private static final String FIRST =
      "select "
          + SELECTED
          + " from (select *, row_number() over (partition by code order by line) as place"
          + " from rollcall_rejects where run_id = ?) as ranked where place <= ? order by code, line";

  private final Dialect dialect;
  private final KeptColumns kept;

  RejectRows(Dialect dialect, KeptColumns kept) {
    this.dialect = dialect;
    this.kept = kept;
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("run_id", "line", "code", "message"));
    Field.OWN.forEach(field -> columns.add(field.word()));
    columns.add(EXTRA);
    return List.copyOf(columns);
  }

  /** Those that are written where users have these columns; all others stay null. */
  public static List<String> columns(UserColumns users) {
    return users.hasExtras() ? COLUMNS : WITHOUT_EXTRAS;
  }

  /** Names the values of a run's rejects, in the order of {@link #columns(UserColumns)}. */
  public static Values<Reject> values(long runId, UserColumns users) {
    return users.hasExtras()
        ? (reject, sink) -> {
          put(runId, reject, sink);
          sink.text(ExtrasText.of(reject.cells()));
        }
        : (reject, sink) -> put(runId, reject, sink);
  }

  private static void put(long runId, Reject reject, ValueSink sink) throws SQLException {
    Cells cells = reject.cells();
    sink.number(runId);
    sink.number(reject.line());
    sink.text(reject.code().name());
    sink.text(reject.message());
    for (Field field : Field.OWN) {
      sink.text(cells.of(field));
    }
  }

  @Override
  public long countAll(Connection connection, long runId) throws SQLException {
    return Sql.number(connection, "select count(*) from rollcall_rejects where run_id = ?", runId);
  }

  @Override
  public Map<String, RejectCount> count(Connection connection, long runId) throws SQLException {
    Map<String, RejectCount> counts = new TreeMap<>();
    Sql.each(
        connection,
        "select code, count(*), min(line) from rollcall_rejects where run_id = ? group by code",
        row -> counts.put(row.getString(1), new RejectCount(row.getLong(2), row.getLong(3))),
        runId);
    return counts;
  }

  @Override
  public void dropNewest(Connection connection, long runId, long number) throws SQLException {
    Sql.update(
        connection,
        "delete from rollcall_rejects where id in"
            + " (select id from rollcall_rejects where run_id = ? order by id desc limit ?)"
            + " and settled_by is null",
        runId,
        number);
  }

  @Override
  public void eachAsAdded(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException {
    each(connection, runId, "id", consumer);
  }

  @Override
  public void each(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException {
    each(connection, runId, "line", consumer);
  }

  private void each(Connection connection, long runId, String order, Consumer<Reject> consumer)
      throws SQLException {
    String sql = "select " + SELECTED + " from rollcall_rejects where run_id = ? order by " + order;
    Sql.each(connection, sql, row -> consumer.accept(reject(row)), runId);
  }

  @Override
  public List<Reject> first(Connection connection, long runId, int mostOfEach) throws SQLException {
    return Sql.list(connection, FIRST, this::reject, runId, mostOfEach);
  }

  /** By {@link #SELECTED}. */
  private Reject reject(ResultSet row) throws SQLException {
    UserColumns users = kept.now();
    @Nullable String[] cells = new String[Field.OWN.size()];
    for (int field = 0; field < cells.length; field++) {
      cells[field] = row.getString(5 + field);
    }
    return new Reject(
        row.getLong(2),
        RejectCode.valueOf(row.getString(3)),
        row.getString(4),
        users.hasExtras() ? ExtrasText.cells(cells, row.getString(EXTRA), users) : Cells.of(cells));
  }

  @Override
  public void eachOpen(Connection connection, long runId, long by, Consumer<Reject> consumer)
      throws SQLException {
    Sql.each(
        connection,
        "select "
            + SELECTED
            + " from rollcall_rejects where run_id = ?"
            + " and (coalesce(settled_by, 0) <= 0 or settled_by = ?) order by line",
        row -> consumer.accept(reject(row)),
        runId,
        by);
  }

  @Override
  public boolean hasOpen(Connection connection, long runId) throws SQLException {
    String sql =
        "select exists (select 1 from rollcall_rejects where run_id = ?"
            + " and coalesce(settled_by, 0) <= 0)";
    return Sql.holds(connection, sql, runId);
  }

  @Override
  public List<Reject> settled(Connection connection, long runId) throws SQLException {
    String sql =
        "select "
            + SELECTED
            + " from rollcall_rejects where run_id = ? and settled_by is not null order by line";
    return Sql.list(connection, sql, this::reject, runId);
  }

  @Override
  public void settle(Connection connection, long runId, Collection<Long> lines, long by)
      throws SQLException {
    Sql.update(
        connection,
        RunRows.FAMILY
            + "update rollcall_rejects set settled_by = ?2 where run_id in (select id from family)"
            + " and run_id <> ?2 and line in "
            + dialect.numbers("?3"),
        runId,
        by,
        lines.toString());
  }

  @Override
  public long countSettled(Connection connection, long runId) throws SQLException {
    String sql = "select count(*) from rollcall_rejects where run_id = ? and settled_by > 0";
    return Sql.number(connection, sql, runId);
  }

  @Override
  public void unsettle(Connection connection, long by, boolean open, long undo)
      throws SQLException {
    // A negative number remembers what was settled, for the case that it comes back.
    if (!open) {
      String sql = "update rollcall_rejects set settled_by = ?1 where settled_by = -?1";
      Sql.update(connection, sql, by);
      return;
    }
    Sql.update(
        connection,
        "update rollcall_rejects set settled_by = -?1 where settled_by = ?1 and line not in"
            + " (select line from rollcall_changes where run_id = ?1"
            + " and id > (select changes_after from rollcall_runs where id = ?1)"
            + " and username in (select username from rollcall_rejects where run_id = ?2))",
        by,
        undo);
  }
}
