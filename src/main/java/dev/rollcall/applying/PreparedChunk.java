package dev.rollcall.applying;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.NextIds;
import dev.rollcall.runs.Change;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A chunk that is decided and ready to be written, if the users are still as they were looked up.
 */
public final class PreparedChunk implements AutoCloseable {

  private final Tally tally;
  private final NetWrites writes;
  private final Insertion<Change> changes;
  private final NextIds first;
  private final NextIds next;

  /**
   * @param first the ids that its first user and its first change get; only if those are still the
   *     next ones may the chunk be written
   * @param next the ids that come after it
   */
  PreparedChunk(
      Tally tally, NetWrites writes, Insertion<Change> changes, NextIds first, NextIds next) {
    this.tally = tally;
    this.writes = writes;
    this.changes = changes;
    this.first = first;
    this.next = next;
  }

  /** What becomes of its items. */
  public Tally tally() {
    return tally;
  }

  /** Whether the chunk was prepared for these next ids, or needs none. */
  public boolean fits(NextIds ids) {
    return (first.user() == ids.user() || createsNobody())
        && (first.change() == ids.change() || changesNothing());
  }

  /**
   * The next ids once it is written.
   *
   * @param ids those before, which it fits
   */
  public NextIds after(NextIds ids) {
    return new NextIds(
        createsNobody() ? ids.user() : next.user(),
        changesNothing() ? ids.change() : next.change());
  }

  private boolean createsNobody() {
    return first.user() == next.user();
  }

  private boolean changesNothing() {
    return first.change() == next.change();
  }

  /** Writes it on the connection of the caller's transaction; once. */
  public void write(Connection connection) throws SQLException {
    writes.execute(connection);
    changes.execute(connection);
  }

  @Override
  public void close() {
    try (changes;
        writes) {
      // Both, whatever fails.
    }
  }
}
