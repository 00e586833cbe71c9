package dev.rollcall.files;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is said when reading or writing fails, for tests. */
public final class Failures {

  private Failures() {}

  /** The only problem of the failure in which the call ends. */
  public static Problem problem(ThrowingCallable call) {
    Failure failure = catchThrowableOfType(Failure.class, call);
    Assertions.assertThat(failure).as("the failure").isNotNull();
    Assertions.assertThat(failure.problems()).hasSize(1);
    return failure.problems().get(0);
  }
}
