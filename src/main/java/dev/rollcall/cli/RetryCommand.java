package dev.rollcall.cli;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.CharsetWords;
import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobfile.WrongWord;
import dev.rollcall.meaning.ImportJob;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Imports a run's rejects once they are fixed, as the run imported its input. */
@Command(
    description = "Import the rejected rows of a run, once they are fixed.",
    footer = {
      "  rollcall retry 4                           after fixing the file of rejects of run 4",
      "  rollcall retry 4 --file fixed.csv"
    })
final class RetryCommand implements Callable<Integer> {

  private final InputStream in;
  private final Console console;
  private final StopSignal stop;

  @Mixin private ImportOptions options = new ImportOptions();
  @Spec private CommandSpec spec;

  @Mixin private RunChoice run = new RunChoice();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      order = OptionGroup.READING,
      description = "Read the fixed rows from this file (default: the one that the run wrote).")
  private @Nullable Path file;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      order = OptionGroup.READING,
      description =
          "Expect this between cells, if a program saved the file with another: , ; | ^ or tab.")
  private @Nullable String delimiter;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      order = OptionGroup.READING,
      description =
          "Read the file in this character set, if a program saved it in another, such as"
              + " windows-1252.")
  private @Nullable String charset;

  @Option(
      names = "--guard",
      paramLabel = "LIMITS",
      order = OptionGroup.SAFETY,
      description =
          "Refuse the run if it would touch more users than this: delete=10%%,lower=20%%,change=1000"
              + " (default: as the run had them).")
  private @Nullable String guards;

  RetryCommand(InputStream in, Console console, StopSignal stop) {
    this.in = in;
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    DeliveryOptions plain = new DeliveryOptions();
    MonitorOptions nobody = new MonitorOptions();
    return options.runner(in, console, stop, plain, nobody, this::adjust).retry(run::name, file);
  }

  private ImportJob adjust(ImportJob job) {
    ImportJob adjusted = job;
    try {
      if (delimiter != null || charset != null) {
        CsvFormat written = job.csv();
        adjusted =
            adjusted.writtenAs(
                CsvFormat.of(
                    delimiter == null ? written.delimiter() : JobValues.delimiter(delimiter),
                    charset == null ? written.charsets() : CharsetWords.charsets(charset),
                    written.header()));
      }
      if (guards != null) {
        adjusted = adjusted.allowing(JobValues.guards(guards));
      }
    } catch (WrongWord e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.apply(adjusted);
  }
}
