package dev.rollcall.applying;

import dev.rollcall.runs.Change;
import dev.rollcall.user.Insertion;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A chunk that is decided and ready to be written, if the users are still as they were looked up.
 */
public final class PreparedChunk implements AutoCloseable {

  private final Tally tally;
  private final NetWrites writes;
  private final Insertion<Change> changes;
  private final long firstId;
  private final long nextId;

  /**
   * @param firstId the id of the first user that it creates; only if that is still the next one may
   *     the chunk be written
   * @param nextId the next id after it
   */
  PreparedChunk(
      Tally tally, NetWrites writes, Insertion<Change> changes, long firstId, long nextId) {
    this.tally = tally;
    this.writes = writes;
    this.changes = changes;
    this.firstId = firstId;
    this.nextId = nextId;
  }

  /** What becomes of its items. */
  public Tally tally() {
    return tally;
  }

  /** The next id once it is written. */
  public long nextId() {
    return nextId;
  }

  /** Whether the chunk was prepared for this next id, or creates nobody. */
  public boolean fits(long id) {
    return firstId == id || createsNobody();
  }

  public boolean createsNobody() {
    return firstId == nextId;
  }

  /** Writes it on the connection of the caller's transaction; once. */
  public void write(Connection connection) throws SQLException {
    writes.execute(connection);
    changes.execute(connection);
  }

  @Override
  public void close() {
    writes.close();
    changes.close();
  }
}
