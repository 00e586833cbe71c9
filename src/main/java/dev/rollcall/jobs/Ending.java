package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.wiring.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a command ends that works on the users, whatever becomes of it: here each of its runs is put
 * into the summary, what went wrong is told, and turned into the exit code. Not thread-safe.
 */
public final class Ending {

  private final Audience audience;
  private final SummaryFile summaries;
  private @Nullable String job;
  private @Nullable Database database;
  private @Nullable String input;
  private boolean goesOn = true;

  /**
   * Begins, before any work.
   *
   * @param summary the file for the summaries; null for none
   * @throws Failure {@code OUTPUT_UNWRITABLE} if there can be no such file
   */
  public Ending(Audience audience, @Nullable Path summary) {
    this.audience = audience;
    this.summaries = new SummaryFile(summary);
  }

  public SummaryFile summaries() {
    return summaries;
  }

  /** All runs that have ended so far, in their order. */
  List<RunEnd> ends() {
    return summaries.ends();
  }

  /** Says what is worked on from now on, as far as it is known: what fails next is of it. */
  public void about(@Nullable String nextJob, @Nullable Database nextDatabase) {
    job = nextJob;
    database = nextDatabase;
    input = null;
  }

  /** Says which input is worked on. */
  public void about(String nextInput) {
    input = nextInput;
  }

  /**
   * Does the work of the command, and ends it: also if it fails, the summary is written.
   *
   * @return the exit code
   */
  public int of(Runnable work) {
    try {
      attempt(work);
    } catch (RuntimeException e) {
      Failure usage = audience.wrongUsage(e);
      if (usage != null) {
        summaries.add(new RunEnd(notBegun(usage), database, usage.outcome().exitCode()));
        summaries.write();
      }
      throw e;
    }
    summaries.write();
    return RunEnd.exitCode(ends());
  }

  /**
   * Does a part of the work; if it fails, that is its end.
   *
   * @return whether the next part may begin: the runs so far are done, with rejects or without
   */
  public boolean attempt(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      if (e instanceof RuntimeException thrown && audience.wrongUsage(thrown) != null) {
        throw e;
      }
      Failure failure = Databases.explain(e);
      end(notBegun(failure), failure);
    }
    return goesOn;
  }

  /**
   * Ends one run.
   *
   * @param failure what to say on the problem stream; null for nothing
   * @return whether the next may begin
   */
  public boolean end(RunSummary summary, @Nullable Failure failure) {
    if (failure != null) {
      audience.problems(failure, summary);
    }
    int code =
        failure == null
            ? Objects.requireNonNull(summary.exitCode(), "the run has not ended")
            : failure.outcome().exitCode();
    RunEnd end = new RunEnd(summary, database, code);
    summaries.add(end);
    goesOn = end.letsOthersFollow();
    return goesOn;
  }

  /** Says what was to come and was not started, after an end that lets nothing go on. */
  public void notStarted(List<String> names) {
    if (!names.isEmpty()) {
      String note = "not started: " + String.join(", ", names);
      audience.say("rollcall: " + note);
      summaries.noteLast(note);
    }
  }

  private RunSummary notBegun(Failure failure) {
    return RunSummary.notBegun(job, input == null ? null : Source.unread(input), failure);
  }
}
