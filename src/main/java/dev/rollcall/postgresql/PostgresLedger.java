package dev.rollcall.postgresql;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.NetChanges;
import dev.rollcall.database.sql.NetChanges.Undisputed;
import dev.rollcall.database.sql.RejectRows;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlLedger;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The ledger's rows in PostgreSQL, copied into their tables. */
final class PostgresLedger extends SqlLedger {

  /** All columns of the changes that are written. */
  static final List<String> CHANGES = withId(ChangeRows.COLUMNS);

  /** The newest change before what is rehearsed, which hides it; 0 otherwise. */
  private long hidden;

  private final GivenIds ids;
  private final SpareBytes spare = new SpareBytes();

  /**
   * @param ids of the users who were written before their changes
   * @param kept the columns of the users
   */
  PostgresLedger(GivenIds ids, KeptColumns kept) {
    super(PostgresDialect.INSTANCE, Undisputed.NOBODY, new PostgresParts(), kept);
    this.ids = ids;
  }

  /** Those that are written where users have these columns. */
  static List<String> changes(UserColumns users) {
    return withId(ChangeRows.columns(users));
  }

  private static List<String> withId(List<String> others) {
    List<String> columns = new ArrayList<>(List.of("id"));
    columns.addAll(others);
    return columns;
  }

  /**
   * From now on changes are written where those before are not seen.
   *
   * @param newest the newest of these
   */
  void beginRehearsal(long newest) {
    hidden = newest;
  }

  void endRehearsal() {
    hidden = 0;
  }

  @Override
  public HandedOut handedOut() {
    return PostgresHandedOut.INSTANCE;
  }

  @Override
  public long newestChange(Connection connection) throws SQLException {
    return Math.max(hidden, super.newestChange(connection));
  }

  @Override
  protected Insertion<Change> insertionOfRows(long runId, long first) {
    return new ChangeCopy(runId, first, ids, users(), spare);
  }

  @Override
  public void addRejects(Connection connection, long runId, List<Reject> rejects)
      throws SQLException {
    UserColumns users = users();
    new CopyRows<>(
            RejectRows.TABLE, RejectRows.columns(users), RejectRows.values(runId, users), spare)
        .execute(connection, rejects);
  }

  @Override
  public long beginNet(Connection connection, long runId, long after) throws SQLException {
    long users = super.beginNet(connection, runId, after);
    // Of a temporary table the server knows nothing by itself.
    Sql.execute(connection, "analyze " + NetChanges.TABLE);
    return users;
  }

  /** Nobody: each is decided about like any other. */
  @Override
  public Counts undoUndisputed(Connection connection, long by, long end, String reason, int most) {
    return Counts.NONE;
  }
}
