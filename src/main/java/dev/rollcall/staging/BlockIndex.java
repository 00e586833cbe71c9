package dev.rollcall.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Where each block is: pairs of the number of its first record and its offset in the file. Some 5
 * KB for a million records, so it is collected in memory; it is looked up in the file, where it
 * needs no checksum, since a block says itself which records it holds.
 */
final class BlockIndex {

  private static final int ENTRY_BYTES = 2 * Long.BYTES;

  private long[] entries = new long[16];
  private int used;

  void add(long first, long offset) {
    if (used == entries.length) {
      entries = Arrays.copyOf(entries, 2 * used);
    }
    entries[used++] = first;
    entries[used++] = offset;
  }

  void write(FileChannel channel) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(Block.USUAL_BYTES);
    for (int at = 0; at < used; at++) {
      part.putLong(entries[at]);
      if (!part.hasRemaining() || at + 1 == used) {
        BlockWriter.writeFully(channel, part.flip());
        part.clear();
      }
    }
  }

  /** The entry of the block that holds a record, by a search among those from start to end. */
  static Entry find(FileChannel channel, long start, long end, long record) throws IOException {
    long low = 0;
    long high = (end - start) / ENTRY_BYTES - 1;
    Entry best = read(channel, start);
    while (low <= high) {
      long middle = (low + high) >>> 1;
      Entry entry = read(channel, start + middle * ENTRY_BYTES);
      if (entry.first <= record) {
        best = entry;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }

  private static Entry read(FileChannel channel, long at) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    RecordReader.readFully(channel, entry, at);
    return new Entry(entry.getLong(0), entry.getLong(Long.BYTES));
  }

  /**
   * What the index says of a block.
   *
   * @param first the number of its first record
   * @param offset where in the file it begins
   */
  record Entry(long first, long offset) {}
}
