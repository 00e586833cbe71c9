package dev.rollcall.postgresql;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory of chunks that are written, for those that follow: it is as large as they need. To let it
 * grow anew for each chunk took a fifth of a writer's time. Thread-safe.
 */
final class SpareBytes {

  /** Users of whom other columns are said are written apart. */
  private static final int MOST = 2;

  private static final int HEAPS_SHARE = 32;

  /** Of unusually large chunks no memory is kept, nor much in a small heap. */
  private static final long LARGEST =
      Math.min(Runtime.getRuntime().maxMemory() / HEAPS_SHARE, 16 << 20);

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
