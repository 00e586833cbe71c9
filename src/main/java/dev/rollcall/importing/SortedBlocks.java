package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.reject.Reject;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk that are sorted by user, a block at a time, so that not all of them need stay
 * in memory: the users of some blocks are looked up while those before are decided.
 */
final class SortedBlocks {

  /** Finds users, now or on another thread. */
  interface LookUp {
    Future<FoundUsers> find(List<Sought> sought) throws SQLException;
  }

  /**
   * Some rows; all of a user's are in one block.
   *
   * @param found null if there are no users yet
   */
  record Block(List<UserRow> rows, List<Reject> rejects, @Nullable Future<FoundUsers> found) {}

  private final ChunkWriter<UserRow> writer;
  private final Iterable<ParsedRow> rows;
  private final Deque<Block> sought = new ArrayDeque<>();
  private Iterator<ParsedRow> left;

  /** The row that the last block was too full for. */
  private @Nullable UserRow kept;

  SortedBlocks(ChunkWriter<UserRow> writer, Iterable<ParsedRow> rows) {
    this.writer = writer;
    this.rows = rows;
    this.left = rows.iterator();
  }

  /** How many blocks are ready to be taken, except for what their look-ups find. */
  int sought() {
    return sought.size();
  }

  /**
   * Makes one more block, and begins to look for its users.
   *
   * @param most how many rows it has, about: it does not end between rows of one user
   * @param lookUp null if there are no users yet
   * @return false if there are no rows left
   */
  boolean seek(int most, @Nullable LookUp lookUp) throws SQLException {
    if (kept == null && !left.hasNext()) {
      return false;
    }
    List<UserRow> block = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();
    if (kept != null) {
      block.add(kept);
      kept = null;
    }
    while (kept == null && left.hasNext()) {
      ParsedRow row = left.next();
      if (row instanceof Invalid invalid) {
        rejects.add(invalid.reject());
      } else if (row instanceof UserRow userRow) {
        if (block.size() + rejects.size() >= most && !isOfSameUser(block, userRow)) {
          kept = userRow;
        } else {
          block.add(userRow);
        }
      }
    }
    sought.add(
        new Block(block, rejects, lookUp == null ? null : lookUp.find(writer.sought(block))));
    return true;
  }

  private static boolean isOfSameUser(List<UserRow> block, UserRow row) {
    int size = block.size();
    return size > 0 && block.get(size - 1).username().equals(row.username());
  }

  /** Takes the next block that is sought; null if none is. */
  @Nullable Block take() {
    return sought.poll();
  }

  /** Forgets what was sought, and begins again. */
  void restart() {
    sought.clear();
    kept = null;
    left = rows.iterator();
  }
}
