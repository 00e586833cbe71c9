package dev.rollcall.postgresql;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.ValueSink.Values;
import dev.rollcall.runs.Change;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;

/** Changes that are copied into the ledger, behind the users whom they made. */
final class ChangeCopy implements Insertion<Change> {

  private static final int USER_ID = PostgresLedger.CHANGES.indexOf("user_id");

  private final CopyRows<Change> copy;
  private final GivenIds ids;
  private long next;

  /**
   * @param first the id of the first change
   * @param users the columns that users have
   * @param spare for the rows
   */
  ChangeCopy(long runId, long first, GivenIds ids, UserColumns users, SpareBytes spare) {
    Values<Change> values = ChangeRows.values(runId, users);
    this.next = first;
    this.ids = ids;
    this.copy =
        new CopyRows<>(
            ChangeRows.TABLE,
            PostgresLedger.changes(users),
            (change, sink) -> {
              sink.number(next++);
              values.of(change, sink);
            },
            spare);
  }

  @Override
  public void add(Change change) throws SQLException {
    copy.add(change);
  }

  @Override
  public void ready() {
    copy.ready();
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    if (!ids.areAsForeseen()) {
      copy.replace(USER_ID, ids::of);
    }
    ids.forget();
    copy.execute(connection);
  }

  @Override
  public void close() {
    copy.close();
  }
}
