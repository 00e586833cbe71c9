package dev.rollcall.meaning;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of users whom a mirror's input does not name.
 *
 * @param level they get; null if it stays
 * @param set what they get in extra columns, as cells say it
 * @param deleteAfterDays how long somebody must have been missing to be deleted all the same; null
 *     for ever
 */
public record Missing(
    @Nullable Long level, Map<String, String> set, @Nullable Integer deleteAfterDays) {

  /** They are deleted. */
  public static final Missing DELETED = new Missing(null, Map.of(), null);

  /** The most days after which somebody may be deleted. */
  public static final int MOST_DAYS = 3_650;

  public Missing {
    set = Collections.unmodifiableMap(new TreeMap<>(set));
    if (level == null && set.isEmpty() && deleteAfterDays != null) {
      throw new IllegalArgumentException("deleted at once, and after days");
    }
  }

  /** Whether they keep their ids and what was done to them: they are retired. */
  public boolean retires() {
    return level != null || !set.isEmpty();
  }
}
