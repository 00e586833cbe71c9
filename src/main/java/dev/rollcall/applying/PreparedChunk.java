package dev.rollcall.applying;

import dev.rollcall.user.PreparedRows;

/**
 * A chunk that is decided and ready to be written, if the users are still as they were looked up.
 *
 * @param tally what becomes of the items
 * @param firstId the id of the first user that it creates; only if that is still the next one may
 *     the chunk be written
 * @param nextId the next id after it
 */
public record PreparedChunk(
    Tally tally, UserWrites writes, PreparedRows changes, long firstId, long nextId)
    implements AutoCloseable {

  /** Whether the chunk was prepared for this next id, or creates nobody. */
  public boolean fits(long id) {
    return firstId == id || createsNobody();
  }

  public boolean createsNobody() {
    return firstId == nextId;
  }

  @Override
  public void close() {
    writes.close();
    changes.close();
  }
}
