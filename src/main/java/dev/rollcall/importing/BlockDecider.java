package dev.rollcall.importing;

import dev.rollcall.applying.ChunkDecider;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.NextIds;
import dev.rollcall.importing.SortedBlocks.Block;
import dev.rollcall.importing.SortedBlocks.LookUp;
import dev.rollcall.meaning.ParsedRow.UserRow;
import java.sql.SQLException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Decides the blocks of a chunk, one after the other. */
final class BlockDecider {

  private final ChunkWriter<UserRow> writer;

  BlockDecider(ChunkWriter<UserRow> writer) {
    this.writer = writer;
  }

  /** Does what makes it likely that the next block has been looked up when it is wanted. */
  interface Ahead {
    void seek() throws SQLException;
  }

  /** Prepares a chunk whole and on its own, now; its rows must be sorted by user. */
  PreparedChunk prepare(ChunkRows rows, NextIds first, @Nullable LookUp lookUp)
      throws SQLException {
    SortedBlocks blocks = new SortedBlocks(writer, rows);
    return prepare(blocks, first, () -> blocks.seek(Integer.MAX_VALUE, lookUp));
  }

  /**
   * Prepares a chunk.
   *
   * @param first the ids that its first user and its first change get
   * @param ahead called before each block; must seek one if none is sought and there are rows left
   */
  PreparedChunk prepare(SortedBlocks blocks, NextIds first, Ahead ahead) throws SQLException {
    try (ChunkDecider<UserRow> preparation = writer.prepare(first)) {
      Block block;
      ahead.seek();
      while ((block = blocks.take()) != null) {
        ahead.seek();
        block.rejects().forEach(preparation::reject);
        Future<FoundUsers> found = block.found();
        preparation.add(block.rows(), found == null ? null : ThreadWait.result(found));
      }
      return preparation.finish();
    }
  }
}
