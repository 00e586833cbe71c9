package dev.rollcall.fuzz;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends a fuzzed input that breaks a promise. */
public final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Broken(String what, @Nullable Throwable cause) {
    super(what, cause);
  }

  /** The promise does not hold. */
  public static Broken promise(String what) {
    return new Broken(what, null);
  }

  /** Both must be equal. */
  public static void unlessSame(String what, @Nullable Object is, @Nullable Object expected) {
    if (!Objects.equals(is, expected)) {
      throw new Broken(what + " is " + is + ", expected was " + expected, null);
    }
  }

  /** Every problem of the failure must have one of these codes, and words for a person. */
  public static void unless(Failure failure, Set<ProblemCode> documented) {
    for (Problem problem : failure.problems()) {
      if (!documented.contains(problem.code())) {
        throw new Broken(problem.code() + " is not documented here: " + problem, failure);
      }
      if (problem.what().isBlank()) {
        throw new Broken("no words for a person: " + problem, failure);
      }
    }
  }
}
