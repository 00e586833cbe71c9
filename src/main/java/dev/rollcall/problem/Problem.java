package dev.rollcall.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, in the words the user sees.
 *
 * @param code stable, for scripts
 * @param place where, if it has a place
 * @param what what happened: lower case, no full stop, nothing secret and no e-mail address
 * @param advice what to do next, in the imperative; null where there is nothing to say
 */
public record Problem(
    ProblemCode code, @Nullable Place place, String what, @Nullable String advice) {

  /** One line: {@code users.csv:1042:7: the quote opened here never closes; fix the file …}. */
  @Override
  public String toString() {
    return advice == null ? withoutAdvice() : withoutAdvice() + "; " + advice;
  }

  /** The same problem, with another advice. */
  public Problem advising(String other) {
    return new Problem(code, place, what, other);
  }

  /** {@code users.csv:1042:7: the quote opened here never closes}. */
  public String withoutAdvice() {
    return place == null ? what : place + ": " + what;
  }
}
