package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobs.JobPaths;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports files as flags say. */
@Command(
    description = "Import CSV files into the database, as options say.",
    footer = {
      "  rollcall import users.csv",
      "  rollcall import old.csv --columns username=login,level=tier --mode update",
      "  zcat users.csv.gz | rollcall import - --db test.db --quiet"
    })
final class ImportCommand implements Callable<Integer> {

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;

  @Mixin private ImportOptions options = new ImportOptions();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private MonitorOptions monitors = new MonitorOptions();
  @Mixin private WorkersFlags workers = new WorkersFlags();
  @Mixin private ImportFlags flags = new ImportFlags();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      completionCandidates = CsvFiles.class,
      description =
          "CSV files: paths or globs, or - for standard input; also as .gz, .zst or .zip.")
  private List<String> files = List.of();

  ImportCommand(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    return options
        .runner(in, console, stop, delivery, monitors, job -> workers.apply(options.apply(job)))
        .run(this::jobs, List.of());
  }

  private List<JobDefinition> jobs() {
    for (String file : files) {
      if (JobPaths.isMeant(file)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), file + " is a job; did you mean rollcall run " + file + "?");
      }
    }
    return List.of(new JobDefinition.Import(flags.job(files), null, null, null));
  }
}
