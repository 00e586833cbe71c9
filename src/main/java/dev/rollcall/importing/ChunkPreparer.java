package dev.rollcall.importing;

import dev.rollcall.applying.ChunkPreparation;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.user.Sought;
import dev.rollcall.user.User;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Prepares chunks a block of rows at a time, so that rows need not stay in memory: while the users
 * of some blocks are looked up, the rows of the next are made.
 */
final class ChunkPreparer {

  /** So many look-ups are under way while the rows of another block are made. */
  private static final int LOOK_UPS_AHEAD = 2;

  /** Finds users, now or on another thread. */
  interface LookUp {
    Future<Map<String, @Nullable User>> find(List<Sought> sought) throws SQLException;
  }

  private record Block(List<UserRow> rows, Future<Map<String, @Nullable User>> found) {}

  private final ChunkWriter<UserRow> writer;
  private final int blockRows;

  /**
   * @param blockRows how many rows a block has, about: it does not end between rows of one user
   */
  ChunkPreparer(ChunkWriter<UserRow> writer, int blockRows) {
    this.writer = writer;
    this.blockRows = blockRows;
  }

  /**
   * Prepares a chunk whose rows are sorted by user.
   *
   * @param nextId the id of the first user to be created
   * @param lookUp null if there are no users yet
   */
  PreparedChunk prepare(ChunkRows rows, long nextId, @Nullable LookUp lookUp) throws SQLException {
    try (ChunkPreparation<UserRow> preparation = writer.prepare(nextId)) {
      Deque<Block> sought = new ArrayDeque<>();
      List<UserRow> block = new ArrayList<>();
      for (ParsedRow row : rows) {
        if (row instanceof UserRow userRow) {
          if (block.size() >= blockRows && !isOfSameUser(block, userRow)) {
            add(preparation, sought, block, lookUp);
            block = new ArrayList<>();
          }
          block.add(userRow);
        } else if (row instanceof Invalid invalid) {
          preparation.reject(invalid.reject());
        }
      }
      add(preparation, sought, block, lookUp);
      while (!sought.isEmpty()) {
        decide(preparation, sought.remove());
      }
      return preparation.finish();
    }
  }

  private static boolean isOfSameUser(List<UserRow> block, UserRow row) {
    return block.get(block.size() - 1).username().equals(row.username());
  }

  /** Begins to look for the users of a block, and decides the block whose turn it is. */
  private void add(
      ChunkPreparation<UserRow> preparation,
      Deque<Block> sought,
      List<UserRow> block,
      @Nullable LookUp lookUp)
      throws SQLException {
    if (lookUp == null) {
      preparation.addOfNobody(block);
      return;
    }
    sought.add(new Block(block, lookUp.find(writer.sought(block))));
    if (sought.size() > LOOK_UPS_AHEAD) {
      decide(preparation, sought.remove());
    }
  }

  private static void decide(ChunkPreparation<UserRow> preparation, Block block)
      throws SQLException {
    preparation.add(block.rows(), Waiting.result(block.found()));
  }
}
