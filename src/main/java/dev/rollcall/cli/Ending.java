package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.wiring.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * How a command ends that works on the users, whatever becomes of it: here each of its runs is
 * shown with what went wrong, put into the summary, and turned into the exit code. Not thread-safe.
 */
final class Ending {

  private final Console console;
  private final SummaryFile summaries;
  private @Nullable String job;
  private @Nullable Database database;
  private @Nullable String input;
  private int code = exitCode(RunStatus.COMPLETED);
  private boolean goesOn = true;

  /**
   * Begins, before any work.
   *
   * @param summary the file for the summaries; null for none
   * @throws Failure {@code OUTPUT_UNWRITABLE} if there can be no such file
   */
  Ending(Console console, @Nullable Path summary) {
    this.console = console;
    this.summaries = new SummaryFile(summary);
  }

  SummaryFile summaries() {
    return summaries;
  }

  /** Says what is worked on from now on, as far as it is known: what fails next is of it. */
  void about(@Nullable String nextJob, @Nullable Database nextDatabase) {
    job = nextJob;
    database = nextDatabase;
    input = null;
  }

  /** Says which input is worked on. */
  void about(String nextInput) {
    input = nextInput;
  }

  /**
   * Does the work of the command, and ends it: also if it fails, the summary is written.
   *
   * @return the exit code
   */
  int of(Runnable work) {
    try {
      attempt(work);
    } catch (CommandLine.ParameterException e) {
      // The command line says it, as it says whatever is wrong with arguments.
      summaries.add(notBegun(Failure.of(ProblemCode.USAGE, WrongUsage.of(e), null)), database);
      summaries.write();
      throw e;
    }
    summaries.write();
    return code;
  }

  /**
   * Does a part of the work; if it fails, that is its end.
   *
   * @return whether the next part may begin: the runs so far are done, with rejects or without
   */
  boolean attempt(Runnable part) {
    try {
      part.run();
    } catch (CommandLine.ParameterException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      Failure failure = Databases.explain(e);
      end(notBegun(failure), failure, List.of());
    }
    return goesOn;
  }

  /**
   * Ends one run.
   *
   * @param failure what to say on the problem stream; null for nothing
   * @param shown the run for people
   * @return whether the next may begin
   */
  boolean end(RunSummary summary, @Nullable Failure failure, List<ShownLine> shown) {
    shown.forEach(console::result);
    if (failure != null) {
      console.problems(failure, summary);
    }
    summaries.add(summary, database);
    int ended =
        failure == null
            ? Objects.requireNonNull(summary.exitCode(), "the run has not ended")
            : failure.outcome().exitCode();
    goesOn =
        ended == exitCode(RunStatus.COMPLETED)
            || ended == exitCode(RunStatus.COMPLETED_WITH_REJECTS);
    code = goesOn ? Math.max(code, ended) : ended;
    return goesOn;
  }

  /** Says what was to come and was not started, after an end that lets nothing go on. */
  void notStarted(List<String> names) {
    if (!names.isEmpty()) {
      String note = "not started: " + String.join(", ", names);
      console.say("rollcall: " + note);
      summaries.noteLast(note);
    }
  }

  private RunSummary notBegun(Failure failure) {
    return RunSummary.notBegun(job, input == null ? null : Source.unread(input), failure);
  }

  private static int exitCode(RunStatus status) {
    return Objects.requireNonNull(status.exitCode());
  }
}
