package dev.rollcall.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends a command with one or more {@link Problem}s; never used for a bad row. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public Failure(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a failure without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  public Failure(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  /** A failure without a place in a file. */
  public static Failure of(ProblemCode code, String what, @Nullable String advice) {
    return new Failure(new Problem(code, null, what, advice), null);
  }

  /** A failure at a place in a file. */
  public static Failure at(ProblemCode code, Place place, String what, @Nullable String advice) {
    return new Failure(new Problem(code, place, what, advice), null);
  }

  /** A failure at a place in a file, if there is one, that comes of something else. */
  public static Failure at(
      ProblemCode code,
      @Nullable Place place,
      String what,
      @Nullable String advice,
      @Nullable Throwable cause) {
    return new Failure(new Problem(code, place, what, advice), cause);
  }

  /** Throws it, if there is one. */
  public static void throwIfAny(@Nullable Failure failure) {
    if (failure != null) {
      throw failure;
    }
  }

  /** At least one, in the order they were found. */
  public List<Problem> problems() {
    return problems;
  }

  /** The code of the first problem, which decides how the command ends. */
  public ProblemCode code() {
    return problems.get(0).code();
  }

  public Outcome outcome() {
    return code().outcome();
  }
}
