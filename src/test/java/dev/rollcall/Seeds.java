package dev.rollcall;

import java.util.Random;

/**
 * Randomness that can be had again: a property that fails says with which seed, and {@code
 * -Drollcall.seed=…} tries that one alone. With {@code -Drollcall.cases=…} no property is tried
 * more often than that.
 */
public final class Seeds {

  private static final String ONLY = "rollcall.seed";

  /** For whoever runs the same tests very often. */
  private static final int MOST = Integer.getInteger("rollcall.cases", Integer.MAX_VALUE);

  private Seeds() {}

  /** What has to hold for whatever the random numbers make. */
  public interface Property {
    void holdsFor(Random random) throws Exception;
  }

  /** Tries a property so often, each time with a seed of its own. */
  public static void each(int usualCases, Property property) {
    Long only = Long.getLong(ONLY);
    int cases = Math.min(usualCases, MOST);
    long first = only == null ? new Random().nextInt() : only;
    System.out.println("seeds from " + first + ": " + (only == null ? cases : 1));
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.holdsFor(new Random(seed));
      } catch (AssertionError | Exception e) {
        throw new AssertionError("with -D" + ONLY + "=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
