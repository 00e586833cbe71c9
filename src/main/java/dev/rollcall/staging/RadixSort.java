package dev.rollcall.staging;

import java.util.Arrays;

/**
 * Sorts numbers by their upper bits, as unsigned, and leaves those that draw in their order: by one
 * digit after the other, from the lowest, each time laying the numbers out by how many have a
 * smaller digit (D. Knuth, The Art of Computer Programming, volume 3, 5.2.5). Digits that all
 * numbers share cost nothing.
 *
 * <p>The JDK's own sort is several methods that each take the compiler as long as sorting a million
 * records takes this one.
 */
final class RadixSort {

  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** So few are inserted one by one sooner than the digits are counted. */
  private static final int FEW = 48;

  private final int lowestBit;
  private final long[] spare;
  private final int[] starts = new int[DIGITS];

  /**
   * @param lowestBit of those to sort by
   * @param most numbers at a time
   */
  RadixSort(int lowestBit, int most) {
    this.lowestBit = lowestBit;
    this.spare = new long[most];
  }

  void sort(long[] numbers, int from, int to) {
    if (to - from <= FEW) {
      insertEach(numbers, from, to);
      return;
    }
    long differing = 0;
    for (int at = from; at < to; at++) {
      differing |= numbers[at] ^ numbers[from];
    }
    for (int shift = lowestBit; shift < Long.SIZE; shift += DIGIT_BITS) {
      if (digit(differing, shift) != 0) {
        layOut(numbers, from, to, shift);
      }
    }
  }

  private void layOut(long[] numbers, int from, int to, int shift) {
    Arrays.fill(starts, 0);
    for (int at = from; at < to; at++) {
      starts[digit(numbers[at], shift)]++;
    }
    int next = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = starts[digit];
      starts[digit] = next;
      next += count;
    }
    for (int at = from; at < to; at++) {
      spare[starts[digit(numbers[at], shift)]++] = numbers[at];
    }
    System.arraycopy(spare, 0, numbers, from, to - from);
  }

  private static int digit(long number, int shift) {
    return (int) (number >>> shift) & DIGITS - 1;
  }

  private void insertEach(long[] numbers, int from, int to) {
    for (int next = from + 1; next < to; next++) {
      long number = numbers[next];
      int at = next;
      while (at > from
          && Long.compareUnsigned(numbers[at - 1] >>> lowestBit, number >>> lowestBit) > 0) {
        numbers[at] = numbers[at - 1];
        at--;
      }
      numbers[at] = number;
    }
  }
}
