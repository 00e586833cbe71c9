package dev.rollcall.importing;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a database's users a run may touch. Judged before anything it did becomes visible: a
 * run that goes beyond is refused, and the database as it was.
 *
 * @param bounds what is not in it is not guarded
 */
public record Guards(Map<Guards.Kind, Bound> bounds) {

  /** Guards nothing. */
  public static final Guards NONE = new Guards(Map.of());

  /** What is guarded, each counted in users that were in the database before. */
  public enum Kind {
    /** Users that are gone after the run. */
    DELETE,
    /** Users whose level is lower after the run. */
    LOWER,
    /** Users that are other than before in any way, the two above included. */
    CHANGE;

    /** As job files and messages have it: {@code delete}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * At most this many users.
   *
   * @param count the most users, or -1 if a share is meant
   * @param percent the largest share of the users in percent; meaningless if a count is meant
   */
  public record Bound(long count, double percent) {

    public static Bound ofCount(long count) {
      return new Bound(count, 0);
    }

    public static Bound ofShare(double percent) {
      return new Bound(-1, percent);
    }

    /** How many of this many users at most. */
    public long most(long users) {
      if (count >= 0) {
        return count;
      }
      // As decimals: with floating-point numbers, some shares of many users come out one too few.
      BigDecimal share = BigDecimal.valueOf(percent).movePointLeft(2);
      return share.multiply(BigDecimal.valueOf(users)).longValue();
    }

    /** As a job file has it: {@code 100} or {@code 5%}. */
    @Override
    public String toString() {
      if (count >= 0) {
        return Long.toString(count);
      }
      String number = Double.toString(percent);
      return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + "%";
    }
  }

  public Guards {
    EnumMap<Kind, Bound> copy = new EnumMap<>(Kind.class);
    copy.putAll(bounds);
    bounds = java.util.Collections.unmodifiableMap(copy);
  }

  public @Nullable Bound of(Kind kind) {
    return bounds.get(kind);
  }

  /** These, with those of the others where both have a bound. */
  public Guards with(Guards others) {
    EnumMap<Kind, Bound> both = new EnumMap<>(Kind.class);
    both.putAll(bounds);
    both.putAll(others.bounds);
    return new Guards(both);
  }

  public boolean isEmpty() {
    return bounds.isEmpty();
  }
}
