package dev.rollcall.importing;

import dev.rollcall.runs.Part;
import dev.rollcall.staging.RecordCursor;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.user.UserColumns;

/** Staged rows, a chunk at a time, from one place to another. */
final class StagedChunks {

  /**
   * A chunk of very long rows has fewer of them, or it would not fit the memory: it takes at most
   * this many bytes, and at most this share of the heap, as several are in work at a time.
   */
  private static final int MOST_BYTES = 8 << 20;

  private static final int HEAPS_SHARE = 32;

  private final long mostBytes =
      Math.min(Runtime.getRuntime().maxMemory() / HEAPS_SHARE, MOST_BYTES);

  private final RecordCursor cursor;
  private final UserColumns users;
  private final long end;

  /** All from a place on, of rows without extra columns. */
  StagedChunks(StagedRecords staged, long from) {
    this(staged, from, UserColumns.OWN);
  }

  /**
   * All from a place on.
   *
   * @param users the columns that users have
   */
  StagedChunks(StagedRecords staged, long from, UserColumns users) {
    this(staged.from(from), staged.records(), users);
  }

  private StagedChunks(RecordCursor cursor, long end, UserColumns users) {
    this.cursor = cursor;
    this.end = end;
    this.users = users;
  }

  /**
   * What is left of a part.
   *
   * @param users the columns that users have
   */
  static StagedChunks of(Part part, StagedRecords staged, UserColumns users) {
    long end = part.rows() == Part.ALL ? staged.records() : part.first() + part.rows();
    return new StagedChunks(staged.from(part.first() + part.position()), end, users);
  }

  /**
   * The same from elsewhere.
   *
   * @param rows from the position of the part on
   */
  static StagedChunks of(Part part, RecordCursor rows, UserColumns users) {
    return new StagedChunks(rows, part.first() + part.rows(), users);
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
    while (rows.size() < most
        && rows.bytes() < mostBytes
        && cursor.position() < end
        && cursor.next()) {
      rows.add(cursor);
    }
  }
}
