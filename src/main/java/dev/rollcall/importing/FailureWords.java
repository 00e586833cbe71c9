package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker could not do, as a text for whoever has handed it out: code, what, and advice. */
public final class FailureWords {

  private static final int PIECES = 3;
  private static final int LONGEST = 2_000;

  private FailureWords() {}

  /** The text. */
  public static String of(Failure failure) {
    Problem first = failure.problems().get(0);
    String advice = first.advice() == null ? "" : first.advice();
    return String.join("\n", first.code().name(), line(first.withoutAdvice()), line(advice));
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s*\\R\\s*", " ");
    return line.substring(0, Math.min(line.length(), LONGEST));
  }

  /** The code of such a text; that of a fault of the program if this version has no such code. */
  static ProblemCode code(String words) {
    String name = words.lines().findFirst().orElse("");
    for (ProblemCode code : ProblemCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ProblemCode.INTERNAL;
  }

  /**
   * What ends the run.
   *
   * @param who could not do what, to be put before the words
   */
  static Failure failure(String words, String who) {
    List<String> pieces = words.lines().toList();
    String what = pieces.size() > 1 ? pieces.get(1) : words;
    @Nullable String advice =
        pieces.size() < PIECES || pieces.get(2).isBlank() ? null : pieces.get(2);
    return Failure.of(code(words), who + ": " + what, advice);
  }
}
