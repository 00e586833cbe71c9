package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.jobs.JobPaths;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs job files; all are read, and found right, before the first one runs. */
@Command(
    description = "Run jobs: all their files are checked before the first one runs.",
    footer = {
      "  rollcall run nightly                          jobs/nightly.yaml",
      "  rollcall run nightly --wait 10m --summary last.json",
      "  rollcall run import.yaml report.yaml --quiet"
    })
final class RunCommand implements Callable<Integer> {

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;

  @Mixin private ImportOptions options = new ImportOptions();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private MonitorOptions monitors = new MonitorOptions();
  @Mixin private WorkersFlags workers = new WorkersFlags();

  @Parameters(
      paramLabel = "JOB",
      arity = "1..*",
      completionCandidates = Candidates.Jobs.class,
      description = "Job files: paths, or names of files in jobs/.")
  private List<String> jobs = List.of();

  RunCommand(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    return options
        .runner(in, console, stop, delivery, monitors, job -> workers.apply(options.apply(job)))
        .run(this::definitions, jobs);
  }

  /** All of them, or all that is wrong with them. */
  private List<JobDefinition> definitions() {
    List<JobDefinition> found = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String job : jobs) {
      try {
        found.add(JobFile.read(JobPaths.find(job), System.getenv()));
      } catch (Failure failure) {
        problems.addAll(failure.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Failure(problems, null);
    }
    return found;
  }
}
