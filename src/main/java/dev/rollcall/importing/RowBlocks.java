package dev.rollcall.importing;

import dev.rollcall.database.StagedBlock;
import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The staged rows of a run in blocks, to be kept elsewhere, from which {@link BlockCursor} makes
 * them again. Of a row a block has its line, the length of its payload, both seven bits a byte, and
 * the payload.
 */
final class RowBlocks implements Iterator<StagedBlock> {

  private static final int MOST_ROWS = 1_000;

  /** A block of very long rows has fewer of them. */
  private static final int MOST_BYTES = 256 << 10;

  private static final int LONGEST_NUMBERS = 20;

  private final Cursor cursor;
  private final long rows;
  private byte[] bytes = new byte[1 << 16];
  private int length;

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
    length = 0;
    while (cursor.position() < rows
        && cursor.position() - first < MOST_ROWS
        && length < MOST_BYTES
        && cursor.next()) {
      add();
    }
    if (length == 0) {
      throw new NoSuchElementException();
    }
    return new StagedBlock(first, (int) (cursor.position() - first), Arrays.copyOf(bytes, length));
  }

  private void add() {
    int payload = cursor.payloadLength();
    if (bytes.length - length < payload + LONGEST_NUMBERS) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + payload + LONGEST_NUMBERS));
    }
    put(cursor.line());
    put(payload);
    System.arraycopy(cursor.bytes(), cursor.payloadOffset(), bytes, length, payload);
    length += payload;
  }

  private void put(long number) {
    long rest = number;
    while (rest > 127) {
      bytes[length++] = (byte) (rest & 127 | 128);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }
}
