package dev.rollcall.generating;

/**
 * Some of all rows, spread evenly: of any rows in a row there are as many as the share says, give
 * or take one.
 *
 * @param millionths how many of a million
 */
public record Portion(int millionths) {

  public static final Portion NONE = new Portion(0);

  /** The millionths of all rows. */
  public static final int ALL = 1_000_000;

  public Portion {
    if (millionths < 0 || millionths > ALL) {
      throw new IllegalArgumentException(millionths + " of a million");
    }
  }

  public boolean isNone() {
    return millionths == 0;
  }

  /**
   * Whether a row is one of them.
   *
   * @param phase moves them all; any number
   */
  boolean has(long row, long phase) {
    return index(row, phase) != index(row - 1, phase);
  }

  /** How many there are up to and with this row. */
  long index(long row, long phase) {
    return (row * millionths + Long.remainderUnsigned(phase, ALL)) / ALL;
  }
}
