package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What whatever goes wrong means to people, also where it is no database's fault. */
public final class Faults {

  private Faults() {}

  /**
   * A message, with advice where there is some.
   *
   * @param ofDatabase what an error of the database means
   */
  public static Failure explain(Throwable thrown, Function<SQLException, Problem> ofDatabase) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof SQLException exception) {
        return new Failure(ofDatabase.apply(exception), thrown);
      }
      if (cause instanceof OutOfMemoryError) {
        return new Failure(outOfMemory(), thrown);
      }
      if (cause instanceof NoClassDefFoundError || cause instanceof IncompatibleClassChangeError) {
        return new Failure(incomplete(cause), thrown);
      }
    }
    String words = thrown.getMessage() == null ? "" : ": " + firstLine(thrown.getMessage());
    boolean inputOutput = thrown instanceof IOException;
    return Failure.at(
        inputOutput ? ProblemCode.OUTPUT_UNWRITABLE : ProblemCode.INTERNAL,
        null,
        inputOutput
            ? "a file can't be read or written" + words
            : "a fault of rollcall: " + thrown.getClass().getSimpleName() + words,
        inputOutput ? null : "run it again with --debug, and report what it says",
        thrown);
  }

  private static Problem outOfMemory() {
    return new Problem(
        ProblemCode.INTERNAL,
        null,
        "there is not enough memory",
        "give it more (ROLLCALL_JAVA_OPTS=-Xmx256m), or make chunks smaller (--chunk 5000)");
  }

  private static Problem incomplete(Throwable cause) {
    return new Problem(
        ProblemCode.INTERNAL,
        null,
        "a part of rollcall is missing or of another version: " + cause.getMessage(),
        "install it again");
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
