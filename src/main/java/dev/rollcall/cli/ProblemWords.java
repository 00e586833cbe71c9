package dev.rollcall.cli;

import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RunSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said around a problem: of which run it is, and what to do next. */
final class ProblemWords {

  private ProblemWords() {}

  /** What to do next: where it is written why, if it is, and how to go on. */
  static List<String> next(Problem problem, @Nullable RunSummary run) {
    List<String> next = new ArrayList<>();
    String advice = problem.advice();
    RunSummary refused = problem.code() == ProblemCode.REJECT_LIMIT ? run : null;
    String file = refused == null ? null : refused.rejectFile();
    if (file != null) {
      next.add("see why: " + SummaryTable.shown(file));
    }
    if (advice != null) {
      next.add(refused != null ? "go on: " + advice : advice);
    }
    return next;
  }

  /** {@code nightly, run 7, users.csv: }, as far as it is known and the problem does not say it. */
  static String where(@Nullable RunSummary run, Problem problem) {
    List<String> words = new ArrayList<>();
    if (run == null) {
      return "";
    }
    if (run.job() != null) {
      words.add(run.job());
    }
    if (run.run() != null) {
      words.add("run " + run.run());
    }
    if (run.source() != null && problem.place() == null) {
      words.add(SummaryTable.input(run));
    }
    return words.isEmpty() ? "" : String.join(", ", words) + ": ";
  }
}
