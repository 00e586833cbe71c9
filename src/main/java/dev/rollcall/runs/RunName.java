package dev.rollcall.runs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as people name it.
 *
 * @param number the run's number; null for the last run there is
 * @param job the job that it must be of; null for any
 */
public record RunName(@Nullable Long number, @Nullable String job) {

  /** Names a run without its number. */
  public static final String LAST = "last";

  /** The run of this number. */
  public static RunName of(long number) {
    return new RunName(number, null);
  }

  /**
   * The run itself. Must be called in a transaction.
   *
   * @param database as the user named it
   * @throws Failure {@code USAGE} if there is none, or it is of another job
   */
  public Run find(RunRepository runs, String database) {
    Run run;
    if (number != null) {
      run = runs.findById(number);
    } else {
      List<Run> last = runs.findNewest(job, 1);
      run = last.isEmpty() ? null : last.get(0);
    }
    if (run == null || job != null && !run.job().equals(job)) {
      String what = "there is no " + (number == null ? "run" : "run " + number);
      throw Failure.at(
          ProblemCode.USAGE,
          Place.of(database),
          job == null ? what : what + " of job " + job,
          "see rollcall runs list");
    }
    return run;
  }

  /** As messages have it: {@code run 3}, or {@code the last run}. */
  @Override
  public String toString() {
    return number == null ? "the last run" : "run " + number;
  }
}
