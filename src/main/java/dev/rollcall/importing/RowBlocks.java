package dev.rollcall.importing;

import dev.rollcall.database.StagedBlock;
import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.PackedRecords;
import dev.rollcall.staging.StagedRecords;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The staged rows of a run in blocks, from which {@link BlockCursor} makes them again. */
final class RowBlocks implements Iterator<StagedBlock> {

  private static final int MOST_ROWS = 1_000;

  /** A block of very long rows has fewer of them. */
  private static final int MOST_BYTES = 256 << 10;

  private final Cursor cursor;
  private final long rows;
  private final PackedRecords block = new PackedRecords();

  RowBlocks(StagedRecords staged) {
    this.cursor = staged.from(0);
    this.rows = staged.records();
  }

  @Override
  public boolean hasNext() {
    return cursor.position() < rows;
  }

  @Override
  public StagedBlock next() {
    long first = cursor.position();
    while (cursor.position() - first < MOST_ROWS && block.length() < MOST_BYTES && cursor.next()) {
      block.add(cursor);
    }
    if (cursor.position() == first) {
      throw new NoSuchElementException();
    }
    return new StagedBlock(first, (int) (cursor.position() - first), block.take());
  }
}
