package dev.rollcall.meaning;

import dev.rollcall.reject.Limit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a database's users a run may touch, and how much it must have. Judged before anything
 * it did becomes visible: a run that is refused leaves the database as it was.
 *
 * @param bounds what is not in it is not guarded
 */
public record Guards(Map<Guards.Kind, Limit> bounds) {

  /** Guards nothing. */
  public static final Guards NONE = new Guards(Map.of());

  /** What is guarded; a share is one of the users that were in the database before. */
  public enum Kind {
    /** Users that are gone after the run. */
    DELETE,
    /** Users whose level is lower after the run. */
    LOWER,
    /** Users whose level is higher after the run. */
    RAISE,
    /** Users that are there after the run, and were not before. */
    CREATE,
    /** Users that were there and are other than before in any way, those above included. */
    CHANGE,
    /** Rows of the input, of which there must be at least this many. */
    ROWS;

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

  /** Whether any of them has to see what the whole run does to users. */
  public boolean areOfUsers() {
    return bounds.keySet().stream().anyMatch(kind -> kind != Kind.ROWS);
  }

  /** Those of a run that has some of an input's rows alone. */
  public Guards ofSomeRows() {
    EnumMap<Kind, Limit> some = new EnumMap<>(Kind.class);
    some.putAll(bounds);
    some.remove(Kind.ROWS);
    return new Guards(some);
  }
}
