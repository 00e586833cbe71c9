package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.files.WholeFile;
import dev.rollcall.importing.Plan;
import dev.rollcall.importing.PlanDepth;
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
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.pages.PlanPage;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.PlanSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      "  rollcall plan users.csv --save plan.json && rollcall import users.csv --planned plan.json",
      "  rollcall plan legacy.yaml --html plan.html    to look at, and sign, before a migration",
      "  rollcall plan legacy.yaml --check             a migration that is done changes nothing"
    })
final class PlanCommand implements Callable<Integer> {

  private static final String WRITTEN_AGAIN =
      "whoever is written again has the same afterwards, or another secret, which nobody can compare";

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

  @Option(
      names = "--html",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description =
          "Also write a page: which users are the same, differ, or are only in the input or the"
              + " database, what is rejected and why, and digests to sign.")
  private @Nullable Path html;

  @Option(
      names = "--check",
      order = OptionGroup.OUTPUT,
      description = "End with 0 only if nothing would change, else with 4.")
  private boolean check;

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
    if (all.size() > 1) {
      refuseIfOfOne("--save", save != null, all.size());
      refuseIfOfOne("--html", html != null, all.size());
      refuseIfOfOne("--check", check, all.size());
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
            .write(save)
            .write(html);
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
          end(plan, inputs, job, file, files, ending);
          if (plan.refusal() == null) {
            next(rest, progress, ending);
          }
        };
    next(rest, progress, ending);
    ending.attempt(
        () -> {
          try (PlanSession session = PlanSession.open(file, sessionOptions)) {
            if (requests.size() == 1) {
              each.accept(session.plan(requests.get(0), depth()));
            } else {
              session.plan(requests, each);
            }
          } finally {
            inputs.forgetNew();
          }
        });
    ending.notStarted(rest);
  }

  private void refuseIfOfOne(String option, boolean given, int inputs) {
    if (given) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " takes the plan of one input, and here are " + inputs);
    }
  }

  private PlanDepth depth() {
    if (html != null || check) {
      return PlanDepth.USERS;
    }
    return save == null ? PlanDepth.ROWS : PlanDepth.CHANGES;
  }

  private void next(List<String> rest, CurrentProgress progress, Ending ending) {
    if (!rest.isEmpty()) {
      String name = rest.remove(0);
      ending.about(name);
      progress.set(console.progress(name));
    }
  }

  private void end(
      Plan plan, Inputs inputs, ImportJob job, Database file, CommandFiles files, Ending ending) {
    files.check();
    if (save != null) {
      SavedPlan.of(plan).write(save);
    }
    RunSummary summary = inputs.noted(plan.summary());
    boolean changes = check && plan.refusal() == null && changesUsers(plan);
    if (check && !changes && summary.counts().changedUsers()) {
      summary = summary.withNote(WRITTEN_AGAIN);
    }
    Failure unwanted = changes ? wouldChange(summary.counts()) : null;
    Plan noted = plan.with(changes ? summary.asPlanned(summary.seconds(), unwanted) : summary);
    if (html != null) {
      WholeFile.write(html, PlanPage.of(noted.report(), about(noted, job, file), Instant.now()));
    }
    if (json) {
      console.data(PlanJson.of(noted, file));
    } else {
      PlanTable.of(noted, file.name(), console.columns()).forEach(console::result);
      if (html != null) {
        console.result(ShownLine.plain("page in " + html));
      }
    }
    // Why it would be refused is part of the plan, if that is shown.
    boolean shown = json || !console.isQuiet();
    ending.end(noted.summary(), unwanted != null || shown ? unwanted : plan.refusal());
  }

  /** What is created and deleted again is as it was. */
  private static boolean changesUsers(Plan plan) {
    Counts counts = plan.summary().counts();
    Comparison users = plan.comparison();
    return users == null
        ? counts.changedUsers()
        : !users.before().equals(users.after()) || counts.removed() + counts.retired() > 0;
  }

  private static Failure wouldChange(Counts counts) {
    return Failure.of(
        ProblemCode.WOULD_CHANGE,
        String.format(
            Locale.ROOT,
            "it would change users: %,d created, %,d updated, %,d deleted%s",
            counts.created(),
            counts.updated(),
            counts.deleted() + counts.removed(),
            counts.retired() > 0
                ? String.format(Locale.ROOT, ", %,d retired", counts.retired())
                : ""),
        "import it, and check again");
  }

  private static PlanPage.About about(Plan plan, ImportJob job, Database file) {
    Failure refusal = plan.refusal();
    return new PlanPage.About(
        file.address(),
        plan.comparison(),
        job.mode() == Mode.MIRROR,
        plan.fingerprint(),
        refusal == null ? List.of() : refusal.problems().stream().map(Problem::what).toList());
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
