package dev.rollcall.postgresql;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory of chunks that are written, for those that follow: it is as large as they need. To let it
 * grow anew for each chunk took a fifth of a writer's time. Thread-safe.
 */
final class SpareBytes {

  /** A chunk is written while the next one is prepared. */
  private static final int MOST = 2;

  /** Of unusually large chunks no memory is kept. */
  private static final int LARGEST = 16 << 20;

  private static final int AT_FIRST = 1 << 14;

  private final Deque<WireBytes> spare = new ArrayDeque<>(MOST);

  /** Empty bytes. */
  synchronized WireBytes take() {
    WireBytes bytes = spare.poll();
    return bytes == null ? new WireBytes(AT_FIRST) : bytes;
  }

  /** Keeps what nobody uses any more. */
  synchronized void give(WireBytes bytes) {
    if (spare.size() < MOST && bytes.room() <= LARGEST) {
      bytes.clear();
      spare.push(bytes);
    }
  }
}
