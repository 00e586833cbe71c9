package dev.rollcall.importing;

import dev.rollcall.reject.Limit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a database's users a run may touch. Judged before anything it did becomes visible: a
 * run that goes beyond is refused, and the database as it was.
 *
 * @param bounds what is not in it is not guarded
 */
public record Guards(Map<Guards.Kind, Limit> bounds) {

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

  public Guards {
    EnumMap<Kind, Limit> copy = new EnumMap<>(Kind.class);
    copy.putAll(bounds);
    bounds = java.util.Collections.unmodifiableMap(copy);
  }

  public @Nullable Limit of(Kind kind) {
    return bounds.get(kind);
  }

  /** These, with those of the others where both have a bound. */
  public Guards with(Guards others) {
    EnumMap<Kind, Limit> both = new EnumMap<>(Kind.class);
    both.putAll(bounds);
    both.putAll(others.bounds);
    return new Guards(both);
  }

  public boolean isEmpty() {
    return bounds.isEmpty();
  }
}
