package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.wiring.ImportSession;
import java.io.InputStream;
import java.util.List;

/** Imports what jobs name, one input after the other, and shows how each ended. */
final class Imports {

  private static final int DONE = 0;
  private static final int DONE_WITH_REJECTS = 3;

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;

  Imports(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
  }

  /**
   * Runs the jobs in their order. After an input that ends with neither 0 nor 3 the rest are not
   * started.
   *
   * @return the exit code
   */
  int run(List<ImportJob> jobs, ImportOptions options) {
    options.database().apply(console);
    SummaryFile summaries = new SummaryFile(options.summary());
    int code = DONE;
    for (ImportJob job : jobs) {
      int next;
      try {
        next = run(options.apply(job), options, summaries);
      } catch (Failure failure) {
        console.problems(failure);
        summaries.add(notBegun(job, failure));
        next = failure.outcome().exitCode();
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

  private int run(ImportJob job, ImportOptions options, SummaryFile summaries) {
    DatabaseFile file = options.database().database(job.to());
    Inputs inputs = new Inputs(job, file, in);
    inputs.protect(summaries);
    CurrentProgress progress = new CurrentProgress();
    ImportSession.Options sessionOptions =
        new ImportSession.Options(
            "an import (job " + job.name() + ")",
            options.patience(),
            options.database().echo(console),
            stop,
            progress);
    int code = DONE;
    try (ImportSession session = ImportSession.open(file, sessionOptions)) {
      for (Input input : inputs.all()) {
        progress.set(console.progress(input.name()));
        Request request = new Request(job, input, options.again(), inputs.areSeveral());
        options.checkPlanned(session, request);
        ImportResult result = session.run(request);
        summaries.add(result.summary());
        Failure failure = result.failure();
        if (failure == null || result.summary().counts().read() > 0) {
          SummaryTable.of(result.summary(), file.name()).forEach(console::result);
        }
        if (failure != null) {
          console.problems(failure);
          if (inputs.isKept(input)) {
            console.say(
                "rollcall: the input is kept in " + input.path() + "; name it instead of -");
          }
          return failure.outcome().exitCode();
        }
        inputs.forget(input);
        if (result.summary().counts().rejected() > 0) {
          code = DONE_WITH_REJECTS;
        }
      }
    }
    return code;
  }

  private static RunSummary notBegun(ImportJob job, Failure failure) {
    String status = failure.outcome() == Outcome.BUSY ? RunSummary.BUSY : RunStatus.FAILED.name();
    return RunSummary.notBegun(job.name(), status, null, String.valueOf(failure.getMessage()));
  }
}
