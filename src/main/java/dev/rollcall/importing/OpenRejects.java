package dev.rollcall.importing;

import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of a run that are still to be fixed, kept in some 17 bytes each: their lines, their
 * codes, and what their cells come to. Not thread-safe.
 */
final class OpenRejects {

  private static final int AT_FIRST = 64;
  private static final RejectCode[] CODES = RejectCode.values();

  private long[] lines = new long[AT_FIRST];
  private long[] cells = new long[AT_FIRST];
  private byte[] codes = new byte[AT_FIRST];
  private int size;
  private final BitSet taken = new BitSet();

  /** Adds one; they come in the order of their lines. */
  void add(Reject reject) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, 2 * size);
      cells = Arrays.copyOf(cells, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
    }
    lines[size] = reject.line();
    cells[size] = digest(reject.cells());
    codes[size++] = (byte) reject.code().ordinal();
  }

  /** Has the one of its line be as this one is. */
  void replace(Reject reject) {
    int index = find(reject.line());
    if (index >= 0) {
      cells[index] = digest(reject.cells());
      codes[index] = (byte) reject.code().ordinal();
    }
  }

  /** Which one has this line; negative if none has. */
  int find(long line) {
    return Arrays.binarySearch(lines, 0, size, line);
  }

  /** Takes one; false if it was taken before. */
  boolean take(int index) {
    boolean first = !taken.get(index);
    taken.set(index);
    return first;
  }

  RejectCode code(int index) {
    return CODES[codes[index]];
  }

  /**
   * Whether these are the cells that it had when it was rejected. A secret was not kept, so one
   * that is there now counts as another.
   */
  boolean hasCells(int index, Cells now) {
    return cells[index] == digest(now) && !hasSecret(now);
  }

  private static boolean hasSecret(Cells cells) {
    for (Field field : cells.extras()) {
      String cell = field.isSecret() ? cells.of(field) : null;
      if (cell != null && !cell.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Of 64 bits: no two texts that people write come to the same. Null and nothing are the same. */
  private static long digest(Cells cells) {
    long digest = 1;
    for (Field field : Field.OWN) {
      digest = digest(digest, cells.of(field));
    }
    for (Field field : cells.extras()) {
      // A secret was not kept.
      digest = field.isSecret() ? digest : digest(digest, cells.of(field));
    }
    return digest;
  }

  private static long digest(long before, @Nullable String cell) {
    String text = cell == null ? "" : cell;
    long digest = RowOrderDigest.add(before, text.length());
    for (int i = 0; i < text.length(); i++) {
      digest = RowOrderDigest.add(digest, text.charAt(i));
    }
    return digest;
  }
}
