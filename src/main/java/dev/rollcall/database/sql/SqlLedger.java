package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.Parts;
import dev.rollcall.database.RunIndex;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.NetChange;
import dev.rollcall.runs.Pace;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Touched;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger by statements that every database understands. How many rows are written at once, and
 * whom an undo need not decide about, is left to each.
 */
public abstract class SqlLedger implements Ledger {

  private static final String CHANGES_OF_RUN =
      "select " + ChangeRows.SELECTED + " from rollcall_changes where id > ? and run_id = ?";

  private final Dialect dialect;
  private final RunIndex runs;
  private final Parts parts;
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
    this.dialect = dialect;
    this.runs = new RunRows(check);
    this.netChanges = new NetChanges(dialect, check, undisputed);
  }

  /** The columns that users have now. */
  protected final UserColumns users() {
    return kept.now();
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
  public void addChanges(Connection connection, long runId, List<Change> changes)
      throws SQLException {
    insertion(runId, 1 + newestChange(connection)).execute(connection, changes);
  }

  @Override
  public void dropNewestRejects(Connection connection, long runId, long number)
      throws SQLException {
    RejectRows.dropNewest(connection, runId, number);
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
        "select count(*), count(level_before), count(level_after) from rollcall_changes"
            + " where id > ? and run_id = ?",
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
  public Map<String, Change> retired(Connection connection) throws SQLException {
    return MissingRows.retired(connection, users());
  }

  @Override
  public void noteMissing(
      Connection connection, Collection<String> usernames, long runId, long after, String since)
      throws SQLException {
    MissingRows.note(connection, dialect, usernames, runId, after, since);
  }

  @Override
  public Set<String> missingSince(
      Connection connection, Collection<String> usernames, String moment) throws SQLException {
    return MissingRows.since(connection, dialect, usernames, moment);
  }

  @Override
  public void forgetMissing(Connection connection, Collection<String> usernames)
      throws SQLException {
    MissingRows.forget(connection, dialect, usernames);
  }

  @Override
  public void noteNamed(Connection connection) throws SQLException {
    MissingRows.noteNamed(connection);
  }

  @Override
  public Touched touched(Connection connection, long runId, long after) throws SQLException {
    return TouchedUsers.of(connection, runId, after, users());
  }

  @Override
  public List<Move> moves(Connection connection, long runId, long after) throws SQLException {
    return LevelRows.moves(connection, runId, after);
  }

  @Override
  public Map<Long, Long> createdLevels(Connection connection, long runId, long after)
      throws SQLException {
    return LevelRows.created(connection, runId, after);
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
    return Sql.list(
        connection, sql, row -> ChangeRows.change(row, users()), after, runId, most);
  }

  @Override
  public long countAllRejects(Connection connection, long runId) throws SQLException {
    return RejectRows.countAll(connection, runId);
  }

  @Override
  public Map<String, RejectCount> countRejects(Connection connection, long runId)
      throws SQLException {
    return RejectRows.count(connection, runId);
  }

  @Override
  public void eachOpenReject(Connection connection, long runId, long by, Consumer<Reject> consumer)
      throws SQLException {
    RejectRows.eachOpen(connection, runId, by, users(), consumer);
  }

  @Override
  public List<Reject> settledRejects(Connection connection, long runId) throws SQLException {
    return RejectRows.settled(connection, runId, users());
  }

  @Override
  public void settle(Connection connection, long runId, Collection<Long> lines, long by)
      throws SQLException {
    RejectRows.settle(connection, dialect, runId, lines, by);
  }

  @Override
  public long countSettled(Connection connection, long runId) throws SQLException {
    return RejectRows.countSettled(connection, runId);
  }

  @Override
  public void unsettle(Connection connection, long by, boolean open, long undo)
      throws SQLException {
    RejectRows.unsettle(connection, by, open, undo);
  }

  @Override
  public boolean hasOpenRejects(Connection connection, long runId) throws SQLException {
    return RejectRows.hasOpen(connection, runId);
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
  public void eachRejectAsAdded(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException {
    RejectRows.eachAsAdded(connection, runId, users(), consumer);
  }

  @Override
  public void eachReject(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException {
    RejectRows.each(connection, runId, users(), consumer);
  }

  @Override
  public List<Reject> firstRejects(Connection connection, long runId, int mostOfEach)
      throws SQLException {
    return RejectRows.first(connection, runId, mostOfEach, users());
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
