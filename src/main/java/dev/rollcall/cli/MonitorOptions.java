package dev.rollcall.cli;

import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobfile.WrongWord;
import dev.rollcall.monitoring.PingUrl;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command takes that schedulers call. */
final class MonitorOptions {

  private static final String TEXT = "text";
  private static final String JSON = "json";

  /** What {@code --log} takes. */
  static final List<String> FORMATS = List.of(TEXT, JSON);

  private static final String VARIABLE = "ROLLCALL_PING";

  @Option(
      names = "--ping",
      paramLabel = "URL",
      converter = Url.class,
      order = OptionGroup.OUTPUT,
      description =
          "Tell a monitor of cron jobs when the command begins (URL/start) and how it ends"
              + " (URL/EXITCODE) (default: $$ROLLCALL_PING, else nobody).")
  private @Nullable PingUrl ping;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description =
          "Write how each job ended to this file, as Prometheus' node exporter reads it; other"
              + " jobs' lines stay.")
  private @Nullable Path metrics;

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      order = OptionGroup.OUTPUT,
      completionCandidates = Candidates.Logs.class,
      converter = Format.class,
      description =
          "Print what happens as text, or as json: an object a line with the fields of ECS (default:"
              + " text).")
  private String format = TEXT;

  /** Prepares the console as the options want it. */
  void apply(Console console) {
    if (format.equals(JSON)) {
      console.logJson();
    }
  }

  @Nullable Path metrics() {
    return metrics;
  }

  /**
   * Whom to ping; null for nobody. If the environment names what can't be pinged, that is said:
   * whoever set it there did so for many commands, and none of them is to fail for it.
   */
  @Nullable PingUrl ping(Console console) {
    String environment = System.getenv(VARIABLE);
    if (ping != null || environment == null || environment.isBlank()) {
      return ping;
    }
    try {
      return JobValues.ping(environment);
    } catch (WrongWord wrong) {
      console.say("rollcall: " + VARIABLE + " " + wrong.what() + "; nobody is told");
      return null;
    }
  }

  /** One of {@link #FORMATS}. */
  static final class Format implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
      if (!FORMATS.contains(text)) {
        throw new TypeConversionException("must be text or json, not \"" + text + '"');
      }
      return text;
    }
  }

  /** An address, which is never repeated in a message. */
  static final class Url extends Flag.Converter<@Nullable PingUrl> {
    Url() {
      super(JobValues::ping);
    }
  }
}
