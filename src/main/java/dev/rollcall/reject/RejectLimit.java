package dev.rollcall.reject;

import java.math.BigDecimal;

/**
 * The skip policy: how many rejects a run may have. One more ends the run.
 *
 * <p>A count is judged with every reject. A share is judged after the first {@value #FIRST_LOOK}
 * rows of the input, in file order, and again at the end, over all rows; since the number of rows
 * is known before the first of them is applied, "at the end" is judged as soon as the end can't be
 * good any more.
 *
 * @param count the most rejects, or -1 if a share is meant
 * @param percent the largest share of the rows in percent, 0 to 100; meaningless if a count is
 *     meant
 */
public record RejectLimit(long count, double percent) {

  /** After how many rows a share is first judged. */
  public static final int FIRST_LOOK = 1_000;

  /** One hundred rejects. */
  public static final RejectLimit DEFAULT = ofCount(100);

  public RejectLimit {
    if (count < -1 || count == -1 && !(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("limit " + count + ", " + percent + " %");
    }
  }

  public static RejectLimit ofCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("limit " + count);
    }
    return new RejectLimit(count, 0);
  }

  public static RejectLimit ofShare(double percent) {
    return new RejectLimit(-1, percent);
  }

  public boolean isShare() {
    return count < 0;
  }

  /** The most rejects that {@code rows} rows may have. */
  public long most(long rows) {
    // As decimals: with floating-point numbers, 1.1 % of some numbers of rows would be one too few.
    return isShare()
        ? BigDecimal.valueOf(percent)
            .multiply(BigDecimal.valueOf(rows))
            .movePointLeft(2)
            .longValue()
        : count;
  }

  /** As the job file has it: {@code 100} or {@code 5%}. */
  @Override
  public String toString() {
    if (!isShare()) {
      return Long.toString(count);
    }
    String number = Double.toString(percent);
    return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + "%";
  }
}
