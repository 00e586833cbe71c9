package dev.rollcall.importing;

import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedFile;
import java.util.ArrayList;
import java.util.List;

/** The staged rows, a chunk at a time, from a position on. */
final class ChunkSource implements AutoCloseable {

  private final Cursor cursor;
  private final RowCodec codec = new RowCodec();

  ChunkSource(StagedFile file, long position) {
    this.cursor = file.from(position);
  }

  /** The next rows, at most so many; empty at the end. */
  List<ParsedRow> next(int most) {
    List<ParsedRow> rows = new ArrayList<>(Math.min(most, 1 << 16));
    while (rows.size() < most && cursor.next()) {
      rows.add(codec.decode(cursor.line(), cursor.bytes(), cursor.payloadOffset()));
    }
    return rows;
  }

  /** Where the next chunk begins: what a later source goes on from. */
  long position() {
    return cursor.position();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
