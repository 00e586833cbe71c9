package dev.rollcall.user;

/** What a row says of the level. */
public sealed interface LevelChange {

  /** Says nothing: the level stays; a new user gets {@link LevelRules#DEFAULT_LEVEL}. */
  LevelChange KEEP = new Keep();

  /** The level after, given the level before. */
  long from(long before);

  /** See {@link LevelChange#KEEP}. */
  record Keep() implements LevelChange {
    @Override
    public long from(long before) {
      return before;
    }
  }

  /** An absolute level: applying it twice is the same as once. */
  record SetTo(long level) implements LevelChange {
    @Override
    public long from(long before) {
      return level;
    }
  }

  /**
   * Relative, {@code +2} or {@code -1}: applying it twice is not the same as once. It ends at the
   * highest and lowest number there is.
   */
  record By(long steps) implements LevelChange {
    @Override
    public long from(long before) {
      long after = before + steps;
      boolean wrapped = steps > 0 ? after < before : after > before;
      return wrapped ? steps > 0 ? Long.MAX_VALUE : Long.MIN_VALUE : after;
    }
  }
}
