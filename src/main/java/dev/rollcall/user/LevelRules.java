package dev.rollcall.user;

import dev.rollcall.reject.RejectCode;
import org.jspecify.annotations.Nullable;

/**
 * The level rules of a job ({@code levels:} in its job file).
 *
 * @param min the lowest level a row may lead to
 * @param max the highest level a row may lead to
 * @param maxStep how far one row may move the level of a user that exists; null for any distance
 * @param lowerAllowed whether a row may lower the level of a user that exists
 */
public record LevelRules(long min, long max, @Nullable Long maxStep, boolean lowerAllowed) {

  /** What a user has that nobody gave a level. */
  public static final long DEFAULT_LEVEL = 1;

  /**
   * No level and no step may be larger than this in size, so that sums fit a {@code long} and every
   * database's {@code integer}.
   */
  public static final long LARGEST = 1_000_000_000;

  public static final LevelRules DEFAULT = new LevelRules(0, 100, null, true);

  public LevelRules {
    if (min > max || Math.abs(min) > LARGEST || Math.abs(max) > LARGEST) {
      throw new IllegalArgumentException("levels from " + min + " to " + max);
    }
    if (maxStep != null && (maxStep < 0 || maxStep > LARGEST)) {
      throw new IllegalArgumentException("max-step " + maxStep);
    }
  }

  /** Judges the level of a user who is created: also one that the row does not name. */
  public @Nullable RejectCode judgeNew(long level) {
    return bounds(level);
  }

  /** Judges a row for a user that exists. A row that says nothing of the level breaks no rule. */
  public @Nullable RejectCode judge(long before, LevelChange change) {
    if (change instanceof LevelChange.Keep) {
      return null;
    }
    long after = change.from(before);
    RejectCode outOfBounds = bounds(after);
    if (outOfBounds != null) {
      return outOfBounds;
    }
    if (maxStep != null) {
      long step = after > before ? after - before : before - after;
      // Below zero it is too large even for a number.
      if (step < 0 || step > maxStep) {
        return RejectCode.LEVEL_STEP_TOO_LARGE;
      }
    }
    return after < before && !lowerAllowed ? RejectCode.LEVEL_LOWERED : null;
  }

  private @Nullable RejectCode bounds(long level) {
    if (level < min) {
      return RejectCode.LEVEL_TOO_LOW;
    }
    return level > max ? RejectCode.LEVEL_TOO_HIGH : null;
  }
}
