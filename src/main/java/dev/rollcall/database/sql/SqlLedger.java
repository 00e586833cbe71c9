package dev.rollcall.database.sql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.MissingUsers;
import dev.rollcall.database.Parts;
import dev.rollcall.database.Rejects;
import dev.rollcall.database.RunIndex;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.NetChange;
import dev.rollcall.runs.Pace;
import dev.rollcall.runs.Touched;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger by statements that every database understands. How many rows are written at once, and
 * whom an undo need not decide about, is left to each.
 */
public abstract class SqlLedger implements Ledger {

  private static final String OF_RUN = " from rollcall_changes where id > ? and run_id = ?";

  private static final String CHANGES_OF_RUN = "select " + ChangeRows.SELECTED + OF_RUN;

  private final RunIndex runs;
  private final Parts parts;
  private final Rejects rejects;
  private final MissingUsers missing;
  private final NetChanges netChanges;
  private final KeptColumns kept;

  /**
   * @param kept the columns of its users
   */
  protected SqlLedger(
      Dialect dialect, NetChanges.Undisputed undisputed, Parts parts, KeptColumns kept) {
    this.kept = kept;
    LedgerCheck check = new LedgerCheck(dialect);
    this.parts = parts;
    this.runs = new RunRows(check);
    this.rejects = new RejectRows(dialect, kept);
    this.missing = new MissingRows(dialect, kept);
    this.netChanges = new NetChanges(dialect, check, undisputed);
  }

  /** The columns that users have now. */
  protected final UserColumns users() {
    return kept.now();
  }

  /** See {@link #insertion}: into the table of the changes alone. */
  protected abstract Insertion<Change> insertionOfRows(long runId, long first);

  @Override
  public final Insertion<Change> insertion(long runId, long first) {
    return new ChangesToKeep(insertionOfRows(runId, first), missing, runId);
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public RunIndex runIndex() {
    return runs;
  }

  @Override
  public Rejects rejects() {
    return rejects;
  }

  @Override
  public MissingUsers missing() {
    return missing;
  }

  @Override
  public void addChanges(Connection connection, long runId, List<Change> changes)
      throws SQLException {
    insertion(runId, 1 + newestChange(connection)).execute(connection, changes);
  }

  @Override
  public long newestChange(Connection connection) throws SQLException {
    return Sql.number(connection, "select coalesce(max(id), 0) from rollcall_changes");
  }

  @Override
  public boolean othersHaveChanged(Connection connection, long runId, long after)
      throws SQLException {
    String sql =
        "select exists (select 1 from rollcall_changes where id > ?1 and run_id <> ?2)"
            + " or exists (select 1 from rollcall_runs where pruned_until > ?1)";
    return Sql.holds(connection, sql, after, runId);
  }

  @Override
  public Map<Change.Kind, Long> countChanges(Connection connection, long runId, long after)
      throws SQLException {
    Map<Change.Kind, Long> counts = new EnumMap<>(Change.Kind.class);
    // Changes are appended, so those of a run that began after a change are behind it: no index
    // on the run is needed, and none has to be kept up to date with every row.
    // Counted without grouping, which would keep a copy of every row to sort.
    Sql.each(
        connection,
        "select count(*), count(level_before), count(level_after)" + OF_RUN,
        row -> {
          long all = row.getLong(1);
          long created = all - row.getLong(2);
          long deleted = all - row.getLong(3);
          counts.put(Change.Kind.CREATED, created);
          counts.put(Change.Kind.DELETED, deleted);
          counts.put(Change.Kind.UPDATED, all - created - deleted);
        },
        after,
        runId);
    return counts;
  }

  @Override
  public Touched touched(Connection connection, long runId, long after) throws SQLException {
    return TouchedUsers.of(connection, runId, after, users());
  }

  @Override
  public List<Move> moves(Connection connection, long runId, long after) throws SQLException {
    return Sql.list(
        connection,
        "select level_before, level_after, count(*)"
            + OF_RUN
            + " and level_before <> level_after"
            + " group by level_before, level_after order by level_before, level_after",
        row -> new Move(row.getLong(1), row.getLong(2), row.getLong(3)),
        after,
        runId);
  }

  @Override
  public Map<Long, Long> createdLevels(Connection connection, long runId, long after)
      throws SQLException {
    Map<Long, Long> levels = new HashMap<>();
    Sql.each(
        connection,
        "select level_after, count(*)" + OF_RUN + " and level_before is null group by level_after",
        row -> levels.put(row.getLong(1), row.getLong(2)),
        after,
        runId);
    return levels;
  }

  @Override
  public void eachChange(Connection connection, long runId, long after, Consumer<Change> consumer)
      throws SQLException {
    String sql = CHANGES_OF_RUN + " order by id";
    Sql.each(
        connection, sql, row -> consumer.accept(ChangeRows.change(row, users())), after, runId);
  }

  @Override
  public List<Change> firstChanges(Connection connection, long runId, long after, int most)
      throws SQLException {
    String sql = CHANGES_OF_RUN + " order by line, id limit ?";
    return Sql.list(connection, sql, row -> ChangeRows.change(row, users()), after, runId, most);
  }

  @Override
  public long beginNet(Connection connection, long runId, long after) throws SQLException {
    return netChanges.begin(connection, runId, after);
  }

  @Override
  public List<NetChange> net(Connection connection, long below, int most) throws SQLException {
    return netChanges.page(connection, below, most, users());
  }

  @Override
  public UserHistory history(Connection connection, String username, @Nullable User user, int most)
      throws SQLException {
    return netChanges.history(connection, username, user, most, users());
  }

  @Override
  public void addPace(Connection connection, long runId, int part, long begunMillis, long rows)
      throws SQLException {
    PaceRows.add(connection, runId, part, begunMillis, rows);
  }

  @Override
  public List<Pace> pace(Connection connection, long runId) throws SQLException {
    return PaceRows.of(connection, runId);
  }
}
