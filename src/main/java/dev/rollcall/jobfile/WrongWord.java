package dev.rollcall.jobfile;

import org.jspecify.annotations.Nullable;

/**
 * A value that can't be understood. It knows neither key nor flag nor place; who reads the value
 * does, and turns this into a problem.
 */
public final class WrongWord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final @Nullable String advice;

  WrongWord(String what, @Nullable String advice) {
    super(advice == null ? what : what + "; " + advice);
    this.what = what;
    this.advice = advice;
  }

  /**
   * What is wrong, to be read after the name of the key or flag: {@code must be upsert, insert or
   * update, not "upsrt"}.
   */
  public String what() {
    return what;
  }

  /** What to do, such as {@code did you mean "upsert"?}; null where there is nothing to say. */
  public @Nullable String advice() {
    return advice;
  }
}
