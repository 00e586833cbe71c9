package dev.rollcall.sqlite;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.NetChanges.Undisputed;
import dev.rollcall.database.sql.PartRows;
import dev.rollcall.database.sql.RejectRows;
import dev.rollcall.database.sql.SqlLedger;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.sqlite.image.BulkInsert;
import dev.rollcall.sqlite.image.Images;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's rows in SQLite, many of them at once as images. */
public final class SqliteLedger extends SqlLedger {

  private static final Undisputed UNDISPUTED = new Undisputed(LeavingUsers.ID, ReturningUsers.ID);

  private final Images images;

  /** Of the changes' table, if it is known. */
  private final @Nullable String definition;

  /**
   * The ledger of a database.
   *
   * @param database whose connection every method is given, and which nobody has just now
   * @param kept the columns of its users
   */
  public SqliteLedger(SqliteDatabase database, KeptColumns kept) {
    this(database.images(), TableFacts.of(database, ChangeRows.TABLE).definition(), kept);
  }

  /** The ledger of whatever connection the methods are given; slower with many rows. */
  public SqliteLedger() {
    this(Images.none(), null, new KeptColumns());
  }

  private SqliteLedger(Images images, @Nullable String definition, KeptColumns kept) {
    super(SqliteDialect.INSTANCE, UNDISPUTED, new PartRows(), kept);
    this.images = images;
    this.definition = definition;
  }

  @Override
  protected Insertion<Change> insertionOfRows(long runId, long first) {
    BulkInsert<Change> insert =
        new BulkInsert<>(
            ChangeRows.TABLE, ChangeRows.columns(users()), ChangeRows.values(runId, users()));
    return definition == null ? insert.begin(images) : insert.begin(images, definition, first);
  }

  @Override
  public void addRejects(Connection connection, long runId, List<Reject> rejects)
      throws SQLException {
    new BulkInsert<>(
            RejectRows.TABLE, RejectRows.columns(users()), RejectRows.values(runId, users()))
        .begin(images)
        .execute(connection, rejects);
  }

  @Override
  public Counts undoUndisputed(Connection connection, long by, long end, String reason, int most)
      throws SQLException {
    int gone = LeavingUsers.undo(connection, by, end, reason, most);
    if (gone > 0) {
      return Counts.ofDeleted(gone);
    }
    return Counts.ofCreated(ReturningUsers.undo(connection, by, end, reason, most));
  }
}
