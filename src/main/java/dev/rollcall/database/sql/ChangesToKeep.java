package dev.rollcall.database.sql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.MissingUsers;
import dev.rollcall.runs.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Changes on their way into the ledger, in which nobody is missing who is deleted. */
final class ChangesToKeep implements Insertion<Change> {

  private final Insertion<Change> rows;
  private final MissingUsers missing;
  private final long runId;
  private final List<Long> gone = new ArrayList<>();

  /**
   * @param rows takes them into their table
   */
  ChangesToKeep(Insertion<Change> rows, MissingUsers missing, long runId) {
    this.rows = rows;
    this.missing = missing;
    this.runId = runId;
  }

  @Override
  public void add(Change change) throws SQLException {
    rows.add(change);
    if (change.after() == null) {
      gone.add(change.user().id());
    }
  }

  @Override
  public void ready() throws SQLException {
    rows.ready();
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    rows.execute(connection);
    if (!gone.isEmpty()) {
      missing.end(connection, gone, runId);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
