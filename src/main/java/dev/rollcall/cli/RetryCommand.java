package dev.rollcall.cli;

import dev.rollcall.importing.ImportJob;
import dev.rollcall.jobfile.Words;
import dev.rollcall.jobfile.WrongWord;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a run's rejects once they are mended, as the run imported its input. */
@Command(description = "Import the mended rejects of a run.")
final class RetryCommand implements Callable<Integer> {

  private final Imports imports;

  @Mixin private ImportOptions options = new ImportOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunNumbers.class,
      description = "Its number, see runs list.")
  private long run;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The mended file, if it is not the one that the run has written.")
  private @Nullable Path file;

  @Option(
      names = "--max-rejects",
      paramLabel = "LIMIT",
      description = "A number or a share, such as 5%% (default: 100).")
  private @Nullable String maxRejects;

  @Option(
      names = "--guard",
      paramLabel = "BOUNDS",
      description = "Such as delete=10%%,lower=20%%,change=1000: how many users may be touched.")
  private @Nullable String guards;

  RetryCommand(Imports imports) {
    this.imports = imports;
  }

  @Override
  public Integer call() {
    return imports.retry(run, file, this::adjust, options);
  }

  private ImportJob adjust(ImportJob job) {
    ImportJob adjusted = job;
    try {
      if (maxRejects != null) {
        adjusted = adjusted.limitedTo(Words.rejectLimit(maxRejects));
      }
      if (guards != null) {
        adjusted = adjusted.allowing(Words.guards(guards));
      }
    } catch (WrongWord e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.apply(adjusted);
  }
}
