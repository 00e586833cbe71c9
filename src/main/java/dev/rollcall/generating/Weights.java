package dev.rollcall.generating;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers, of which each is picked as often as its weight says. */
public final class Weights {

  /** So that a sum of weights is far from overflowing. */
  private static final long LARGEST_SUM = 1L << 60;

  private final long[] numbers;

  /** The sum of the weights up to and with each number's. */
  private final long[] sums;

  private Weights(SortedMap<Long, Long> weights) {
    numbers = new long[weights.size()];
    sums = new long[weights.size()];
    long sum = 0;
    int i = 0;
    for (Map.Entry<Long, Long> each : weights.entrySet()) {
      if (each.getValue() <= 0 || each.getValue() > LARGEST_SUM - sum) {
        throw new IllegalArgumentException("weight " + each.getValue() + " of " + each.getKey());
      }
      sum += each.getValue();
      numbers[i] = each.getKey();
      sums[i++] = sum;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("no weights");
    }
  }

  /** At least one number, each with a weight above 0. */
  public static Weights of(Map<Long, Long> weights) {
    return new Weights(new TreeMap<>(weights));
  }

  static Weights of(long... pairs) {
    SortedMap<Long, Long> weights = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      weights.put(pairs[i], pairs[i + 1]);
    }
    return new Weights(weights);
  }

  /** The number that 64 bits mean. */
  long pick(long bits) {
    long place = place(bits, sums[sums.length - 1]);
    return numbers[indexOf(place)];
  }

  /** The same among all numbers but one; that one if there is no other. */
  long pickOther(long bits, long than) {
    int at = 0;
    while (at < numbers.length && numbers[at] != than) {
      at++;
    }
    if (at == numbers.length || numbers.length == 1) {
      return pick(bits);
    }
    long before = at == 0 ? 0 : sums[at - 1];
    long own = sums[at] - before;
    long place = place(bits, sums[sums.length - 1] - own);
    return numbers[indexOf(place < before ? place : place + own)];
  }

  private static long place(long bits, long sum) {
    return Math.multiplyHigh(bits >>> 1, sum << 1);
  }

  private int indexOf(long place) {
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place < sums[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
