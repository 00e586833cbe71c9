package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobs.JobRunner;
import dev.rollcall.jobs.RunOptions;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.reject.Limit;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command takes that imports. */
final class ImportOptions {

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--allow",
      paramLabel = "LIMITS",
      converter = Bounds.class,
      order = OptionGroup.SAFETY,
      description = "Raise the limits of guards for this run only, such as change=60%%.")
  private Guards allowed = Guards.NONE;

  @Option(
      names = "--max-rejects",
      paramLabel = "LIMIT",
      converter = CountOrShare.class,
      order = OptionGroup.SAFETY,
      description =
          "Refuse the run if more rows than this are rejected: a number, or a share such as 5%%"
              + " (default: as the job says, or 100).")
  private @Nullable Limit maxRejects;

  @Mixin private WaitFlag wait = new WaitFlag();

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Write a JSON summary, one line for each run.")
  private @Nullable Path summary;

  DatabaseOptions database() {
    return database;
  }

  /** The job, as far as the options change it. */
  ImportJob apply(ImportJob job) {
    ImportJob limited = maxRejects == null ? job : job.limitedTo(maxRejects);
    return limited.allowing(allowed);
  }

  /**
   * A runner of jobs, for a command that has just been called.
   *
   * @param adjust what the command changes in each job
   */
  JobRunner runner(
      InputStream in,
      Console console,
      StopSignal stop,
      DeliveryOptions delivery,
      MonitorOptions monitors,
      UnaryOperator<ImportJob> adjust) {
    database.apply(console);
    monitors.apply(console);
    return new JobRunner(
        new ConsoleAudience(console, database),
        new RunOptions(
            adjust,
            delivery.again(),
            delivery.planned(),
            wait.patience(),
            summary,
            () -> monitors.ping(console),
            monitors.metrics(),
            database::database,
            () -> database.echo(console),
            in,
            stop));
  }

  Duration patience() {
    return wait.patience();
  }

  @Nullable Path summary() {
    return summary;
  }

  /** {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, or seconds without a unit. */
  static final class Time implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd]?)");

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        throw new TypeConversionException("must be a time such as 30s or 5m, not \"" + text + '"');
      }
      long number = Long.parseLong(time.group(1));
      return switch (time.group(2)) {
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofSeconds(number);
      };
    }
  }

  /** The same, but never without a unit: nobody means 400 seconds. */
  static final class Age implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      if (text.matches("\\d+|.*[^0-9smhd].*|")) {
        throw new TypeConversionException(
            "must be a time such as 400d or 12h, not \"" + text + '"');
      }
      return new Time().convert(text);
    }
  }

  /** A limit as a job file has it. */
  static final class CountOrShare extends Flag.Converter<Limit> {
    CountOrShare() {
      super(JobValues::limit);
    }
  }

  /** Guards as {@code --guard} has them. */
  static final class Bounds extends Flag.Converter<Guards> {
    Bounds() {
      super(JobValues::guards);
    }
  }
}
