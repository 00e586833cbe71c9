package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.inbox.InboxFolder;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.jobs.JobPaths;
import dev.rollcall.meaning.CellSamples;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.text.Resource;
import dev.rollcall.wiring.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads job files, and of their inputs at most the beginning, and does nothing else. */
@Command(
    description = "Check job files, and show everything that is wrong with them.",
    footer = {
      "  rollcall check nightly",
      "  rollcall check jobs/*.yaml --quiet",
      "  rollcall check jobs/*.yaml --json",
      "  rollcall check --schema > job.schema.json"
    })
final class CheckCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "JOB",
      arity = "0..*",
      completionCandidates = Candidates.Jobs.class,
      description = "Job files: paths, or names of files in jobs/.")
  private List<String> jobs = List.of();

  @Option(
      names = "--schema",
      order = OptionGroup.OUTPUT,
      description = "Print the JSON Schema of job files, by which editors complete them.")
  private boolean schema;

  @Option(
      names = "--json",
      order = OptionGroup.OUTPUT,
      description = "Print JSON: one document a line for each job file.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Mixin private OutputOptions output = new OutputOptions();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.apply(console);
    if (schema) {
      Resource.read("/rollcall-job.schema.json").stripTrailing().lines().forEach(console::data);
      return 0;
    }
    if (jobs.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no job is named; give job files, or --schema");
    }
    int code = 0;
    for (String job : jobs) {
      try {
        Path path = JobPaths.find(job);
        JobDefinition definition = JobFile.read(path, System.getenv());
        requireAddress(path, definition);
        right(path, definition);
      } catch (Failure failure) {
        wrong(job, failure);
        code = failure.outcome().exitCode();
      }
    }
    return code;
  }

  /** As the job would refuse it: it may have a password in it. */
  private static void requireAddress(Path path, JobDefinition definition) {
    String address =
        definition instanceof JobDefinition.Import anImport
            ? anImport.job().to()
            : ((JobDefinition.Report) definition).job().from();
    if (address == null) {
      return;
    }
    try {
      Databases.requireForm(address);
    } catch (Failure failure) {
      Problem wrong = failure.problems().get(0);
      throw Failure.at(wrong.code(), Place.of(path.toString()), wrong.what(), wrong.advice());
    }
  }

  private void right(Path path, JobDefinition definition) {
    if (json) {
      console.data(CheckJson.right(path, definition));
      return;
    }
    console.result(path + ": OK: " + describe(definition));
    if (definition instanceof JobDefinition.Import anImport) {
      samples(anImport).forEach(console::result);
    }
  }

  private void wrong(String job, Failure failure) {
    if (json) {
      console.data(CheckJson.wrong(job, failure));
    } else {
      console.problems(failure);
    }
  }

  /** What the first cells mean, if the job says more of them than names, and its input is there. */
  private static List<String> samples(JobDefinition.Import definition) {
    ImportJob job = definition.job();
    for (String from : inputs(definition)) {
      Path path = Path.of(from);
      if (Files.isRegularFile(path)) {
        try {
          return SampledCells.lines(CellSamples.of(job, Input.of(path, from)));
        } catch (Failure e) {
          // The job file is right all the same.
          return List.of("  its first cells can't be shown: " + e.getMessage());
        }
      }
    }
    return List.of();
  }

  private static List<String> inputs(JobDefinition.Import definition) {
    Inbox inbox = definition.inbox();
    return inbox == null || !Files.isDirectory(inbox.folder())
        ? definition.job().from()
        : new InboxFolder(inbox, definition.name()).waiting().stream().map(inbox::naming).toList();
  }

  private static String describe(JobDefinition definition) {
    if (definition instanceof JobDefinition.Import anImport) {
      return describe(anImport);
    }
    return describe(((JobDefinition.Report) definition).job());
  }

  private static String describe(ReportJob job) {
    String out = job.out() == null ? "standard output" : job.out().toString();
    String from = job.from() == null ? "" : " from " + Databases.hideSecrets(job.from());
    return "reports " + job.source().name() + from + " to " + out + " (job " + job.name() + ")";
  }

  private static String describe(JobDefinition.Import definition) {
    ImportJob job = definition.job();
    Inbox inbox = definition.inbox();
    String from =
        inbox == null ? String.join(", ", job.from()) : "the inbox " + inbox.naming(inbox.match());
    String to = job.to() == null ? "" : " into " + Databases.hideSecrets(job.to());
    return "imports " + from + to + " (job " + job.name() + ")";
  }
}
