package dev.rollcall.guessing;

/**
 * Which texts were met, by 64 bits of each: two different ones among half a million are taken for
 * the same once in some hundred million files.
 */
final class HashedTexts {

  /** What is met beyond is not remembered. */
  static final int MOST = 500_000;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[1 << 10];
  private int size;

  /** Whether it was met before; remembers it. */
  boolean meet(String text) {
    long hash = hash(text);
    int at = slot(slots, hash);
    if (slots[at] == hash) {
      return true;
    }
    if (size < MOST) {
      slots[at] = hash;
      if (++size * 2 > slots.length) {
        grow();
      }
    }
    return false;
  }

  boolean isFull() {
    return size == MOST;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long hash : slots) {
      if (hash != 0) {
        larger[slot(larger, hash)] = hash;
      }
    }
    slots = larger;
  }

  private static int slot(long[] slots, long hash) {
    int at = (int) (hash >>> 32) & slots.length - 1;
    while (slots[at] != 0 && slots[at] != hash) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }

  private static long hash(String text) {
    long hash = text.length() + 1;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }
}
