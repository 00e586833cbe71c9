package dev.rollcall.importing;

import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import java.util.ArrayList;
import java.util.List;

/** The staged rows, a chunk at a time, from a position on. */
final class ChunkSource {

  /** A chunk of very long rows has fewer of them, or it would not fit the memory. */
  private static final int MOST_BYTES = 8 << 20;

  private final Cursor cursor;
  private final RowCodec codec = new RowCodec();

  ChunkSource(StagedRecords staged, long position) {
    this.cursor = staged.from(position);
  }

  /** The next rows, at most so many; empty at the end. */
  List<ParsedRow> next(int most) {
    List<ParsedRow> rows = new ArrayList<>(Math.min(most, 1 << 16));
    long bytes = 0;
    while (rows.size() < most && bytes < MOST_BYTES && cursor.next()) {
      bytes += cursor.payloadLength();
      rows.add(codec.decode(cursor.line(), cursor.bytes(), cursor.payloadOffset()));
    }
    return rows;
  }

  /** Where the next chunk begins: what a later source goes on from. */
  long position() {
    return cursor.position();
  }
}
