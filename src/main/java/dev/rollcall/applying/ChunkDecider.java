package dev.rollcall.applying;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.NextIds;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides the items of a chunk, some at a time, and makes ready what is to be written; what was
 * decided need not stay in memory. For one thread, which need not be the writer's; must be closed
 * unless it was finished.
 */
public final class ChunkDecider<I extends Item> implements AutoCloseable {

  private final Decider<I> decider;
  private final Tally tally = new Tally();
  private final NetWrites writes;
  private final Insertion<Change> changes;
  private final NextIds first;
  private long nextUser;
  private long nextChange;
  private boolean finished;

  ChunkDecider(UserTable table, Ledger ledger, long runId, Decider<I> decider, NextIds first) {
    this.decider = decider;
    this.writes = new NetWrites(table, first.user());
    this.changes = ledger.insertion(runId, first.change());
    this.first = first;
    this.nextUser = first.user();
    this.nextChange = first.change();
  }

  /**
   * Decides items in their order; all items of a user must be in one list, side by side.
   *
   * @param found what a look-up answered to {@link ChunkWriter#sought}; null if there are no users
   */
  public void add(List<I> items, @Nullable FoundUsers found) throws SQLException {
    KnownUsers users = new UsersInTurn(found, nextUser);
    Decisions decisions = Decisions.of(items, users, decider);
    nextUser = users.nextId();
    nextChange += decisions.changes().size();
    tally.add(decisions.tally());
    writes.add(decisions.changes());
    for (Change change : decisions.changes()) {
      changes.add(change);
    }
  }

  /** Takes note of a row that was no item. */
  public void reject(Reject reject) {
    tally.rejected(reject);
  }

  /** Ends it; nothing may be added afterwards. */
  public PreparedChunk finish() throws SQLException {
    writes.ready();
    changes.ready();
    finished = true;
    return new PreparedChunk(tally, writes, changes, first, new NextIds(nextUser, nextChange));
  }

  @Override
  public void close() {
    if (!finished) {
      try (changes;
          writes) {
        // Both, whatever fails.
      }
    }
  }
}
