package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.Plan;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.jobs.CurrentProgress;
import dev.rollcall.jobs.Ending;
import dev.rollcall.jobs.Inputs;
import dev.rollcall.jobs.JobPaths;
import dev.rollcall.jobs.SavedPlan;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.PlanSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
      "  rollcall plan monday.csv tuesday.csv       each after the one before",
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
      arity = "1..*",
      completionCandidates = JobsAndCsvFiles.class,
      description = "CSV files, as import takes them, or one job: a path, or a name in jobs/.")
  private List<String> sources = List.of();

  @Option(
      names = "--again",
      order = OptionGroup.REPEATING,
      description = "Plan even if this content was already imported.")
  private boolean again;

  @Option(
      names = "--json",
      order = OptionGroup.OUTPUT,
      description = "Print JSON: one plan a line.")
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
    Ending ending = new Ending(new ConsoleAudience(console, options.database()), options.summary());
    return ending.of(() -> plan(ending));
  }

  private void plan(Ending ending) {
    JobDefinition.Import definition = definition();
    ImportJob job = options.apply(definition.job());
    ending.about(job.name(), null);
    Database file = options.database().database(job.to(), job.create());
    ending.about(job.name(), file);
    Inputs inputs =
        definition.inbox() == null
            ? new Inputs(job, file, in, ending::about)
            : new Inputs(definition.inbox(), job, file, ending::about);
    List<Input> all = inputs.all();
    if (all.isEmpty()) {
      console.told("there is nothing to import now (job " + job.name() + ")");
      return;
    }
    if (save != null && all.size() > 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--save takes the plan of one input, and here are " + all.size());
    }
    CurrentProgress progress = new CurrentProgress();
    ImportSession.Options sessionOptions =
        new ImportSession.Options(
            "a plan (job " + job.name() + ")",
            options.patience(),
            options.database().echo(console),
            stop,
            progress);
    CommandFiles files =
        CommandFiles.of(
                List.of(new JobDefinition.Import(job, definition.inbox(), null, null)),
                options.database()::database)
            .readJobs(sources)
            .write(save);
    ending.summaries().protect(files);
    List<Request> requests = new ArrayList<>();
    for (Input input : all) {
      // What a command allows counts for the first file of an inbox alone.
      boolean meant = definition.inbox() == null || requests.isEmpty();
      requests.add(inputs.request(meant ? job : definition.job(), input, meant && again));
    }
    List<String> rest = new ArrayList<>(all.stream().map(Input::name).toList());
    Consumer<Plan> each =
        plan -> {
          end(plan, inputs, file, files, ending);
          if (plan.refusal() == null) {
            next(rest, progress, ending);
          }
        };
    next(rest, progress, ending);
    ending.attempt(
        () -> {
          try (PlanSession session = PlanSession.open(file, sessionOptions)) {
            if (requests.size() == 1) {
              each.accept(session.plan(requests.get(0), save != null));
            } else {
              session.plan(requests, each);
            }
          } finally {
            inputs.forgetNew();
          }
        });
    ending.notStarted(rest);
  }

  private void next(List<String> rest, CurrentProgress progress, Ending ending) {
    if (!rest.isEmpty()) {
      String name = rest.remove(0);
      ending.about(name);
      progress.set(console.progress(name));
    }
  }

  private void end(Plan plan, Inputs inputs, Database file, CommandFiles files, Ending ending) {
    if (save != null) {
      files.check();
      SavedPlan.of(plan).write(save);
    }
    Plan noted = plan.with(inputs.noted(plan.summary()));
    if (json) {
      console.data(PlanJson.of(noted, file));
    } else {
      PlanTable.of(noted, file.name(), console.columns()).forEach(console::result);
    }
    // Why it would be refused is part of the plan.
    ending.end(noted.summary(), null);
  }

  private JobDefinition.Import definition() {
    if (sources.stream().noneMatch(JobPaths::isMeant)) {
      return new JobDefinition.Import(flags.job(sources), null, null, null);
    }
    if (sources.size() > 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "a plan is of CSV files, or of one job");
    }
    flags.requireNone("a job file says this itself");
    String source = sources.get(0);
    JobDefinition definition = JobFile.read(JobPaths.find(source), System.getenv());
    if (definition instanceof JobDefinition.Import anImport) {
      // The file that the job names may hold the rejects of a run.
      ImportJob job = anImport.job().withoutRejectFile();
      return new JobDefinition.Import(job, anImport.inbox(), null, null);
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a report changes nothing, so there is no plan of " + source);
  }
}
