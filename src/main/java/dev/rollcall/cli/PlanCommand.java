package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.Plan;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.PlanSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an import would do, by doing it and undoing it. */
@Command(
    description = "Show what an import would do: it runs the real import and rolls it back.",
    footer = {
      "  rollcall plan users.csv",
      "  rollcall plan nightly",
      "  rollcall plan users.csv --save plan.json && rollcall import users.csv --planned plan.json"
    })
final class PlanCommand implements Callable<Integer> {

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;

  @Mixin private ImportOptions options = new ImportOptions();
  @Mixin private ImportFlags flags = new ImportFlags();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|JOB",
      completionCandidates = JobsAndCsvFiles.class,
      description = "A CSV file, as import takes it, or a job: a path, or a name in jobs/.")
  private String source = "";

  @Option(
      names = "--again",
      order = OptionGroup.REPEATING,
      description = "Plan even if this content was already imported.")
  private boolean again;

  @Option(
      names = "--json",
      order = OptionGroup.OUTPUT,
      description = "Print the plan as one JSON document.")
  private boolean json;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Save the plan, so that import --planned FILE does exactly this or nothing.")
  private @Nullable Path save;

  PlanCommand(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    options.database().apply(console);
    Ending ending = new Ending(console, options.summary());
    return ending.of(() -> plan(ending));
  }

  private void plan(Ending ending) {
    ImportJob job = options.apply(job());
    ending.about(job.name(), null);
    DatabaseFile file = options.database().database(job.to(), job.create());
    ending.about(job.name(), file);
    Inputs inputs = new Inputs(job, file, in, ending::about);
    if (inputs.all().size() > 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "a plan is of one input, and here are " + inputs.all().size());
    }
    Input input = inputs.all().get(0);
    ending.about(input.name());
    CurrentProgress progress = new CurrentProgress();
    progress.set(console.progress(input.name()));
    ImportSession.Options sessionOptions =
        new ImportSession.Options(
            "a plan (job " + job.name() + ")",
            options.patience(),
            options.database().echo(console),
            stop,
            progress);
    CommandFiles files =
        CommandFiles.of(List.of(new JobDefinition.Import(job)), options.database())
            .readJobs(List.of(source))
            .write(save);
    ending.summaries().protect(files);
    Plan plan;
    try (PlanSession session = PlanSession.open(file, sessionOptions)) {
      plan = session.plan(inputs.request(job, input, again), save != null);
    } finally {
      inputs.forgetNew();
    }
    if (save != null) {
      files.check();
      SavedPlan.of(plan).write(save);
    }
    if (json) {
      console.data(PlanJson.of(plan, file));
    }
    // Why it would be refused is part of the plan.
    ending.end(
        plan.summary(),
        null,
        json ? List.of() : PlanTable.of(plan, file.name(), console.columns()));
  }

  private ImportJob job() {
    if (!JobPaths.isMeant(source)) {
      return flags.job(List.of(source));
    }
    flags.requireNone("a job file says this itself");
    JobDefinition definition = JobFile.read(JobPaths.find(source), System.getenv());
    if (definition instanceof JobDefinition.Import anImport) {
      // The file that the job names may hold the rejects of a run.
      return anImport.job().withoutRejectFile();
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a report changes nothing, so there is no plan of " + source);
  }
}
