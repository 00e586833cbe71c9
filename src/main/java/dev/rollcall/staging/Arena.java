package dev.rollcall.staging;

import java.util.Arrays;

/**
 * Records held in memory until they are sorted and written: one array of record bytes and one entry
 * a record.
 *
 * <p>An entry is a single number, so that sorting is one of numbers: the next four bytes of the
 * key, how many of them the key has (five means more), and the record's offset. Entries that draw
 * stay as they were added; where that is by the key so far, they are sorted again by the four bytes
 * after.
 */
final class Arena {

  private static final int OFFSET_BITS = 29;
  private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
  private static final int MORE = Integer.BYTES + 1;

  /** Keys that agree in this many bytes are compared whole: each step here is a call in a call. */
  private static final int DEEP = 256;

  private byte[] bytes;
  private int used;
  private final long[] entries;
  private final RadixSort sorter;
  private int count;
  private final RecordView left = new RecordView();
  private final RecordView right = new RecordView();

  /** Takes about {@code memoryBytes}; a single record may make it grow. */
  Arena(int memoryBytes) {
    // Once for the entries, once for sorting them.
    int entryBytes = memoryBytes / 8;
    entries = new long[Math.max(1, entryBytes / Long.BYTES)];
    sorter = new RadixSort(OFFSET_BITS, entries.length);
    bytes = new byte[Math.min(memoryBytes - 2 * entryBytes, OFFSET_MASK)];
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns false, and does nothing, if there is no room; never if the arena is empty. */
  boolean add(byte[] key, int keyLength, long line, byte[] payload, int payloadLength) {
    int most = RecordLayout.LARGEST_OVERHEAD + keyLength + payloadLength;
    if (most > bytes.length - used || count == entries.length) {
      if (count > 0) {
        return false;
      }
      bytes = new byte[most];
    }
    entries[count++] = entry(key, 0, keyLength, used);
    used = RecordLayout.write(bytes, used, key, keyLength, line, payload, 0, payloadLength);
    return true;
  }

  /** Puts the records in order; nothing may be added afterwards, until it is cleared. */
  void sort() {
    sort(0, count, 0);
  }

  /** The records, once they are sorted; any number of threads may read, each its own. */
  SortedRun read() {
    return new SortedRun() {
      private final RecordView record = new RecordView();
      private int at;

      @Override
      public boolean next() {
        if (at == count) {
          return false;
        }
        record.show(bytes, offset(entries[at++]));
        return true;
      }

      @Override
      public RecordView record() {
        return record;
      }
    };
  }

  /** The records in their order, once they are sorted. */
  MemoryRun copy() {
    byte[] copy = new byte[used];
    int[] places = new int[MemoryRun.places(count)];
    int to = 0;
    for (int at = 0; at < count; at++) {
      if (at % MemoryRun.STRIDE == 0) {
        places[at / MemoryRun.STRIDE] = to;
      }
      to = copy(offset(entries[at]), copy, to);
    }
    return new MemoryRun(copy, places, count);
  }

  /** Copies a record, and returns where it ends. */
  private int copy(int offset, byte[] copy, int to) {
    left.show(bytes, offset);
    int length = left.end - left.start;
    System.arraycopy(bytes, left.start, copy, to, length);
    return to + length;
  }

  /** How much room its records take. */
  int used() {
    return used;
  }

  /** Forgets all records. */
  void clear() {
    used = 0;
    count = 0;
  }

  /** Sorts entries that draw on the first {@code depth} bytes of the key and tell the next four. */
  private void sort(int from, int to, int depth) {
    sorter.sort(entries, from, to);
    int start = from;
    while (start < to) {
      int end = endOfDraw(start, to);
      if (end - start > 1 && (entries[start] >>> OFFSET_BITS & 7) == MORE) {
        sortDrawn(start, end, depth + Integer.BYTES);
      }
      start = end;
    }
  }

  /** Where those end that draw with the first. */
  private int endOfDraw(int first, int to) {
    long head = entries[first] >>> OFFSET_BITS;
    int end = first + 1;
    while (end < to && entries[end] >>> OFFSET_BITS == head) {
      end++;
    }
    return end;
  }

  private void sortDrawn(int from, int to, int depth) {
    if (depth >= DEEP) {
      compareWhole(from, to, depth);
    } else {
      tellNext(from, to, depth);
      sort(from, to, depth);
    }
  }

  private void tellNext(int from, int to, int depth) {
    for (int at = from; at < to; at++) {
      entries[at] = tellNext(offset(entries[at]), depth);
    }
  }

  private long tellNext(int offset, int depth) {
    left.showKey(bytes, offset);
    return entry(bytes, left.keyOffset + depth, left.keyOffset + left.keyLength, offset);
  }

  private void compareWhole(int from, int to, int depth) {
    long[] sorted =
        Arrays.stream(entries, from, to)
            .boxed()
            .sorted((one, other) -> compare(one, other, depth))
            .mapToLong(Long::longValue)
            .toArray();
    System.arraycopy(sorted, 0, entries, from, sorted.length);
  }

  private int compare(long one, long other, int depth) {
    left.showKey(bytes, offset(one));
    right.showKey(bytes, offset(other));
    return left.compareKey(right, depth);
  }

  private static long entry(byte[] bytes, int keyFrom, int keyEnd, int offset) {
    long prefix = KeyPrefix.four(bytes, keyFrom, keyEnd);
    long told = Math.min(keyEnd - keyFrom, MORE);
    return prefix << Integer.SIZE | told << OFFSET_BITS | offset;
  }

  private static int offset(long entry) {
    return (int) entry & OFFSET_MASK;
  }
}
