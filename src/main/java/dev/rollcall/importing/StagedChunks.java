package dev.rollcall.importing;

import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.user.UserColumns;

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
  private final UserColumns users;

  /** Of rows without extra columns. */
  StagedChunks(StagedRecords staged, long position) {
    this(staged, position, UserColumns.OWN);
  }

  /**
   * @param users the columns that users have
   */
  StagedChunks(StagedRecords staged, long position, UserColumns users) {
    this.cursor = staged.from(position);
    this.users = users;
  }

  /** For rows; there are none yet. */
  ChunkRows room() {
    return new ChunkRows(users);
  }

  /** The next rows, at most this many; empty at the end. */
  ChunkRows next(int most) {
    ChunkRows rows = room();
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
