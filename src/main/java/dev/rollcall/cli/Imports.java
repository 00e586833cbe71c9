package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.wiring.ImportSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Does what jobs say, one input or report after the other, and shows how each ended. */
final class Imports {

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
   * @param jobs read as part of the command, which ends if they are wrong
   * @param jobFiles the files they are from, as they were named
   * @return the exit code
   */
  int run(
      Supplier<List<JobDefinition>> jobs,
      List<String> jobFiles,
      ImportOptions options,
      DeliveryOptions delivery) {
    options.database().apply(console);
    Ending ending = new Ending(console, options.summary());
    return ending.of(
        () -> {
          List<JobDefinition> found = jobs.get();
          ending
              .summaries()
              .protect(
                  CommandFiles.of(found, options.database())
                      .readJobs(jobFiles)
                      .read(delivery.planned(), "the plan"));
          run(found, options, delivery, ending);
        });
  }

  private void run(
      List<JobDefinition> jobs, ImportOptions options, DeliveryOptions delivery, Ending ending) {
    delivery.checkNumber(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      JobDefinition job = jobs.get(i);
      if (!ending.attempt(() -> run(job, options, delivery, ending))) {
        ending.notStarted(
            jobs.subList(i + 1, jobs.size()).stream().map(JobDefinition::name).toList());
        return;
      }
    }
  }

  private void run(
      JobDefinition definition, ImportOptions options, DeliveryOptions delivery, Ending ending) {
    ending.about(definition.name(), null);
    if (definition instanceof JobDefinition.Import anImport) {
      run(options.apply(anImport.job()), anImport.file(), options, delivery, ending);
    } else {
      reports.run(((JobDefinition.Report) definition).job(), options.database());
    }
  }

  private void run(
      ImportJob job,
      @Nullable String jobFile,
      ImportOptions options,
      DeliveryOptions delivery,
      Ending ending) {
    Database file = options.database().database(job.to(), job.create());
    ending.about(job.name(), file);
    Inputs inputs = new Inputs(job, file, in, ending::about);
    try {
      delivery.checkNumber(inputs.all().size());
      inputs.all().get(0).digestAhead();
      run(job, jobFile, file, inputs, options, delivery, ending);
    } catch (Failure failure) {
      inputs.all().forEach(input -> sayWhereKept(inputs, input));
      throw failure;
    }
  }

  private void run(
      ImportJob job,
      @Nullable String jobFile,
      Database file,
      Inputs inputs,
      ImportOptions options,
      DeliveryOptions delivery,
      Ending ending) {
    CurrentProgress progress = new CurrentProgress();
    String work = "an import (job " + job.name() + ")";
    try (ImportSession session = open(file, options, work, progress)) {
      List<Input> all = inputs.all();
      for (int i = 0; i < all.size(); i++) {
        Input input = all.get(i);
        ending.about(input.name());
        progress.set(console.progress(input.name()));
        Request request = inputs.request(job, input, delivery.again()).from(jobFile);
        delivery.checkPlanned(session, request);
        ImportResult result = session.run(request);
        RunSummary summary = inputs.noted(result.summary());
        if (!end(new ImportResult(summary, result.failure()), file, ending)) {
          sayWhereKept(inputs, input);
          ending.notStarted(all.subList(i + 1, all.size()).stream().map(Input::name).toList());
          return;
        }
        inputs.forget(input);
      }
    }
  }

  private void sayWhereKept(Inputs inputs, Input input) {
    if (inputs.isKept(input)) {
      console.say("rollcall: the input is kept in " + input.path() + "; name it instead of -");
    }
  }

  /**
   * Imports the fixed rejects of a run.
   *
   * @param name read as part of the command, which ends if it is wrong
   * @param rejects the fixed file, null for the one that the run has written
   * @param adjust what the command says of the job
   * @return the exit code
   */
  int retry(
      Supplier<RunName> name,
      @Nullable Path rejects,
      UnaryOperator<ImportJob> adjust,
      ImportOptions options) {
    options.database().apply(console);
    Ending ending = new Ending(console, options.summary());
    return ending.of(
        () -> {
          RunName run = name.get();
          Database file = options.database().database(null);
          ending.about(null, file);
          ending.summaries().protect(CommandFiles.of(file).read(rejects, "the input"));
          CurrentProgress progress = new CurrentProgress();
          progress.set(console.progress("rejects of " + run));
          try (ImportSession session = open(file, options, "a retry of " + run, progress)) {
            end(session.retry(run, rejects, adjust), file, ending);
          }
        });
  }

  private ImportSession open(
      Database file, ImportOptions options, String work, CurrentProgress progress) {
    return ImportSession.open(
        file,
        new ImportSession.Options(
            work, options.patience(), options.database().echo(console), stop, progress));
  }

  /** Ends an input; the answer is whether the next may begin. */
  private static boolean end(ImportResult result, Database file, Ending ending) {
    Failure failure = result.failure();
    boolean shown = failure == null || result.summary().counts().read() > 0;
    return ending.end(
        result.summary(),
        failure,
        shown ? SummaryTable.of(result.summary(), file.name()) : List.of());
  }
}
