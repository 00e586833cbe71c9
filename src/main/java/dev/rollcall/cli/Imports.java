package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.wiring.ImportSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Does what jobs say, one input or report after the other, and shows how each ended. */
final class Imports {

  private static final int DONE = 0;
  private static final int DONE_WITH_REJECTS = 3;

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;
  private final Reports reports;

  Imports(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
    this.reports = new Reports(console);
  }

  /**
   * Runs the jobs in their order. After an input that ends with neither 0 nor 3 the rest are not
   * started.
   *
   * @return the exit code
   */
  int run(List<JobDefinition> jobs, ImportOptions options, DeliveryOptions delivery) {
    options.database().apply(console);
    delivery.checkNumber(jobs.size());
    SummaryFile summaries = new SummaryFile(options.summary());
    int code = DONE;
    for (JobDefinition definition : jobs) {
      int next;
      if (definition instanceof JobDefinition.Import anImport) {
        next = runOrSayWhyNot(anImport.job(), options, delivery, summaries);
      } else {
        next = reports.run(((JobDefinition.Report) definition).job(), options.database());
      }
      code = Math.max(code, next);
      if (next != DONE && next != DONE_WITH_REJECTS) {
        code = next;
        break;
      }
    }
    summaries.write();
    return code;
  }

  private int runOrSayWhyNot(
      ImportJob job, ImportOptions options, DeliveryOptions delivery, SummaryFile summaries) {
    try {
      return run(options.apply(job), options, delivery, summaries);
    } catch (Failure failure) {
      console.problems(failure);
      summaries.add(notBegun(job, failure));
      return failure.outcome().exitCode();
    }
  }

  private int run(
      ImportJob job, ImportOptions options, DeliveryOptions delivery, SummaryFile summaries) {
    DatabaseFile file = options.database().database(job.to());
    Inputs inputs = new Inputs(job, file, in);
    try {
      delivery.checkNumber(inputs.all().size());
      inputs.protect(summaries);
      inputs.all().get(0).digestAhead();
      return run(job, file, inputs, options, delivery, summaries);
    } catch (Failure failure) {
      inputs.all().forEach(input -> sayWhereKept(inputs, input));
      throw failure;
    }
  }

  private int run(
      ImportJob job,
      DatabaseFile file,
      Inputs inputs,
      ImportOptions options,
      DeliveryOptions delivery,
      SummaryFile summaries) {
    CurrentProgress progress = new CurrentProgress();
    String work = "an import (job " + job.name() + ")";
    int code = DONE;
    try (ImportSession session = open(file, options, work, progress)) {
      for (Input input : inputs.all()) {
        progress.set(console.progress(input.name()));
        Request request = new Request(job, input, delivery.again(), inputs.areSeveral());
        delivery.checkPlanned(session, request);
        ImportResult result = session.run(request);
        int ended = show(result, file, summaries);
        if (ended != DONE && ended != DONE_WITH_REJECTS) {
          sayWhereKept(inputs, input);
          return ended;
        }
        inputs.forget(input);
        code = Math.max(code, ended);
      }
    }
    return code;
  }

  private void sayWhereKept(Inputs inputs, Input input) {
    if (inputs.isKept(input)) {
      console.say("rollcall: the input is kept in " + input.path() + "; name it instead of -");
    }
  }

  /**
   * Imports the mended rejects of a run.
   *
   * @param rejects the mended file, null for the one that the run has written
   * @param adjust what the command says of the job
   * @return the exit code
   */
  int retry(
      long run, @Nullable Path rejects, UnaryOperator<ImportJob> adjust, ImportOptions options) {
    options.database().apply(console);
    SummaryFile summaries = new SummaryFile(options.summary());
    DatabaseFile file = options.database().database(null);
    summaries.protect(new SideFiles(file.path()));
    CurrentProgress progress = new CurrentProgress();
    progress.set(console.progress("rejects of run " + run));
    String work = "a retry of run " + run;
    int code;
    try (ImportSession session = open(file, options, work, progress)) {
      code = show(session.retry(run, rejects, adjust), file, summaries);
    }
    summaries.write();
    return code;
  }

  private ImportSession open(
      DatabaseFile file, ImportOptions options, String work, CurrentProgress progress) {
    return ImportSession.open(
        file,
        new ImportSession.Options(
            work, options.patience(), options.database().echo(console), stop, progress));
  }

  /** Shows how an input ended; the answer is its exit code. */
  private int show(ImportResult result, DatabaseFile file, SummaryFile summaries) {
    summaries.add(result.summary());
    Failure failure = result.failure();
    if (failure == null || result.summary().counts().read() > 0) {
      SummaryTable.of(result.summary(), file.name()).forEach(console::result);
    }
    if (failure != null) {
      console.problems(failure);
      return failure.outcome().exitCode();
    }
    return result.summary().counts().rejected() > 0 ? DONE_WITH_REJECTS : DONE;
  }

  private static RunSummary notBegun(ImportJob job, Failure failure) {
    String status = failure.outcome() == Outcome.BUSY ? RunSummary.BUSY : RunStatus.FAILED.name();
    return RunSummary.notBegun(job.name(), status, null, String.valueOf(failure.getMessage()));
  }
}
