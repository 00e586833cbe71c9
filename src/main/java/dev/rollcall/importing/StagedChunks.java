package dev.rollcall.importing;

import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;

/** The staged rows, a chunk at a time, from a position on. */
final class StagedChunks {

  /**
   * A chunk of very long rows has fewer of them, or it would not fit the memory: it takes at most
   * this many bytes, and at most this share of the heap, as several are in work at a time.
   */
  private static final int MOST_BYTES = 8 << 20;

  private static final int HEAPS_SHARE = 32;

  private final long mostBytes =
      Math.min(Runtime.getRuntime().maxMemory() / HEAPS_SHARE, MOST_BYTES);

  private final Cursor cursor;

  StagedChunks(StagedRecords staged, long position) {
    this.cursor = staged.from(position);
  }

  /** The next rows, at most this many; empty at the end. */
  ChunkRows next(int most) {
    ChunkRows rows = new ChunkRows();
    next(most, rows);
    return rows;
  }

  /** Puts the next rows, at most this many, in place of those that are there; none at the end. */
  void next(int most, ChunkRows rows) {
    rows.clear();
    while (rows.size() < most && rows.bytes() < mostBytes && cursor.next()) {
      rows.add(cursor);
    }
  }

  /** Where the next chunk begins: what a later source goes on from. */
  long position() {
    return cursor.position();
  }
}
