package dev.rollcall.jobs;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.PlanDepth;
import dev.rollcall.importing.Request;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.monitoring.Ping;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.wiring.Databases;
import dev.rollcall.wiring.ImportSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what jobs say, one input or report after the other, and tells how each ended. */
public final class JobRunner {

  private static final double NANOS = 1e9;

  private final Audience audience;
  private final RunOptions options;

  public JobRunner(Audience audience, RunOptions options) {
    this.audience = audience;
    this.options = options;
  }

  /**
   * Runs the jobs in their order. After an input that ends with neither 0 nor 3 the rest are not
   * started.
   *
   * @param jobs read as part of the command, which ends if they are wrong
   * @param jobFiles the files they are from, as they were named
   * @return the exit code
   */
  public int run(Supplier<List<JobDefinition>> jobs, List<String> jobFiles) {
    Pings pings = new Pings(audience, options.stop());
    Ping ping = pings.begin(options.ping().get());
    List<RunEnd> ends = List.of();
    int code = Outcome.FAILED.exitCode();
    try {
      Ending ending = new Ending(audience, options.summary());
      ends = ending.ends();
      code = run(jobs, jobFiles, pings, ending);
      return code;
    } catch (RuntimeException | Error e) {
      code = exitCode(e);
      throw e;
    } finally {
      pings.end(ping, code, ends);
      pings.close(code, ends);
    }
  }

  /** Of what is thrown for the command line to explain. */
  private int exitCode(Throwable thrown) {
    Failure usage = thrown instanceof RuntimeException wrong ? audience.wrongUsage(wrong) : null;
    return (usage == null ? Databases.explain(thrown) : usage).outcome().exitCode();
  }

  private int run(
      Supplier<List<JobDefinition>> jobs, List<String> jobFiles, Pings pings, Ending ending) {
    return ending.of(
        () -> {
          List<JobDefinition> found = read(jobs, jobFiles, pings);
          found.forEach(job -> pings.expect(job.ping()));
          CommandFiles files =
              CommandFiles.of(found, options.databases())
                  .readJobs(jobFiles)
                  .read(options.planned(), "the plan");
          Path metrics = options.metrics();
          if (metrics == null) {
            ending.summaries().protect(files);
            run(found, pings, null, ending);
          } else {
            ending.summaries().protect(MetricsFile.claim(files, metrics));
            MetricsFile file = new MetricsFile(metrics, audience);
            run(found, pings, file, ending);
            file.write();
          }
        });
  }

  private static List<JobDefinition> read(
      Supplier<List<JobDefinition>> jobs, List<String> jobFiles, Pings pings) {
    try {
      return jobs.get();
    } catch (Failure wrong) {
      for (String file : jobFiles) {
        try {
          pings.expect(JobFile.pingOfWrong(JobPaths.find(file), System.getenv()));
        } catch (Failure missing) {
          // Nobody can know whom it would name.
          continue;
        }
      }
      throw wrong;
    }
  }

  private void run(
      List<JobDefinition> jobs, Pings pings, @Nullable MetricsFile metrics, Ending ending) {
    SavedPlan.checkNumber(options.planned(), jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      JobDefinition job = jobs.get(i);
      int before = ending.ends().size();
      Ping ping = pings.begin(job.ping());
      long begun = System.nanoTime();
      boolean goesOn = ending.attempt(() -> run(job, ending));
      List<RunEnd> ends = ending.ends().subList(before, ending.ends().size());
      pings.end(ping, RunEnd.exitCode(ends), ends);
      if (metrics != null) {
        metrics.add(job, ends, (System.nanoTime() - begun) / NANOS);
      }
      if (!goesOn) {
        ending.notStarted(
            jobs.subList(i + 1, jobs.size()).stream().map(JobDefinition::name).toList());
        return;
      }
    }
  }

  private void run(JobDefinition definition, Ending ending) {
    ending.about(definition.name(), null);
    if (definition instanceof JobDefinition.Import anImport) {
      run(anImport, options.adjust().apply(anImport.job()), ending);
    } else {
      ReportJob report = ((JobDefinition.Report) definition).job();
      try {
        audience.report(report, options.databases().of(report.from(), true));
      } catch (IOException e) {
        throw Databases.explain(e);
      }
    }
  }

  private void run(JobDefinition.Import definition, ImportJob job, Ending ending) {
    Database database = options.databases().of(job.to(), job.create());
    ending.about(job.name(), database);
    if (definition.inbox() != null) {
      new InboxImport(
              definition.inbox(),
              definition.job(),
              job,
              definition.file(),
              database,
              audience,
              options,
              ending)
          .run(result -> end(result, database, ending));
      return;
    }
    Inputs inputs = new Inputs(job, database, options.in(), ending::about);
    try {
      SavedPlan.checkNumber(options.planned(), inputs.all().size());
      inputs.all().get(0).digestAhead();
      run(job, definition.file(), database, inputs, ending);
    } catch (Failure failure) {
      inputs.all().forEach(input -> sayWhereKept(inputs, input));
      throw failure;
    }
  }

  private void run(
      ImportJob job, @Nullable String jobFile, Database database, Inputs inputs, Ending ending) {
    CurrentProgress progress = new CurrentProgress();
    String work = "an import (job " + job.name() + ")";
    try (ImportSession session = ImportSession.open(database, options.session(work, progress))) {
      List<Input> all = inputs.all();
      for (int i = 0; i < all.size(); i++) {
        Input input = all.get(i);
        ending.about(input.name());
        progress.set(audience.progress(input.name()));
        Request request = inputs.request(job, input, options.again()).from(jobFile);
        if (options.planned() != null) {
          SavedPlan.read(options.planned()).check(session.plan(request, PlanDepth.CHANGES));
        }
        ImportResult result = session.run(request);
        RunSummary summary = inputs.noted(result.summary());
        if (!end(new ImportResult(summary, result.failure()), database, ending)) {
          if (summary.code() == ProblemCode.DELIVERED_TWICE) {
            // What is refused for its content is of no more use from a file.
            inputs.forgetNew();
          } else {
            sayWhereKept(inputs, input);
          }
          ending.notStarted(all.subList(i + 1, all.size()).stream().map(Input::name).toList());
          return;
        }
        inputs.forget(input);
      }
    }
  }

  private void sayWhereKept(Inputs inputs, Input input) {
    if (inputs.isKept(input)) {
      audience.say("rollcall: the input is kept in " + input.path() + "; name it instead of -");
    }
  }

  /**
   * Imports the fixed rejects of a run.
   *
   * @param name read as part of the command, which ends if it is wrong
   * @param rejects the fixed file, null for the one that the run has written
   * @return the exit code
   */
  public int retry(Supplier<RunName> name, @Nullable Path rejects) {
    Ending ending = new Ending(audience, options.summary());
    return ending.of(
        () -> {
          RunName run = name.get();
          Database database = options.databases().of(null, true);
          database.require();
          ending.about(null, database);
          ending.summaries().protect(CommandFiles.of(database).read(rejects, "the input"));
          CurrentProgress progress = new CurrentProgress();
          progress.set(audience.progress("rejects of " + run));
          String work = "a retry of " + run;
          try (ImportSession session =
              ImportSession.open(database, options.session(work, progress))) {
            end(session.retry(run, rejects, options.adjust()), database, ending);
          }
        });
  }

  /** Ends an input; the answer is whether the next may begin. */
  private boolean end(ImportResult result, Database database, Ending ending) {
    Failure failure = result.failure();
    if (failure == null || result.summary().counts().read() > 0) {
      audience.show(result.summary(), database);
    }
    return ending.end(result.summary(), failure);
  }
}
