package dev.rollcall.reject;

import java.math.BigDecimal;

/**
 * At most this many, or at most this share: of rejects among the rows of a run, or of users whom a
 * run may touch.
 *
 * @param count the most, or -1 if a share is meant
 * @param percent the largest share in percent, 0 to 100; meaningless if a count is meant
 */
public record Limit(long count, double percent) {

  /** One hundred: what a job that says nothing allows of rejects. */
  public static final Limit DEFAULT = ofCount(100);

  public Limit {
    if (count < -1 || count == -1 && !(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("limit " + count + ", " + percent + " %");
    }
  }

  public static Limit ofCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("limit " + count);
    }
    return new Limit(count, 0);
  }

  public static Limit ofShare(double percent) {
    return new Limit(-1, percent);
  }

  public boolean isShare() {
    return count < 0;
  }

  /** Whether all may be, however many there are. */
  public boolean isAll() {
    return isShare() && percent == 100;
  }

  /** How many of this many at most. */
  public long most(long all) {
    // As decimals: with floating-point numbers, 1.1 % of some numbers would be one too few.
    return isShare()
        ? BigDecimal.valueOf(percent).multiply(BigDecimal.valueOf(all)).movePointLeft(2).longValue()
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
