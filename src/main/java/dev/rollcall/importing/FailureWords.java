package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;

/** What a worker could not do, as a text for whoever has handed it out: the code, and what. */
public final class FailureWords {

  private static final int LONGEST = 2_000;

  private FailureWords() {}

  /** The text. */
  public static String of(Failure failure) {
    Problem first = failure.problems().get(0);
    String what = first.withoutAdvice().replaceAll("\\s*\\R\\s*", " ");
    return first.code().name() + "\n" + what.substring(0, Math.min(what.length(), LONGEST));
  }

  /** Whether such a text is of this code. */
  static boolean isOf(String words, ProblemCode code) {
    return words.startsWith(code.name() + "\n");
  }

  /** What could not be done, and its code, for people. */
  static String told(Failure failure) {
    return what(of(failure)) + " [" + failure.code() + "]";
  }

  /** What could not be done. */
  static String what(String words) {
    return words.substring(words.indexOf('\n') + 1);
  }
}
