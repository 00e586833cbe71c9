package dev.rollcall.cli;

import dev.rollcall.jobfile.ReportWords;
import dev.rollcall.reporting.Compression;
import dev.rollcall.reporting.Filter;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A report as flags say it; each flag is a key of a job file, with the same values. */
final class ReportFlags {

  private static final Path STANDARD_INPUT = Path.of("-");

  // Of the command that the flags belong to.
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = Candidates.Reports.class,
      description = "users, levels, changes, rejects or runs.")
  private @Nullable String report;

  @Option(
      names = "--sql",
      paramLabel = "FILE",
      description =
          "Run a SELECT of your own, from this file or - for standard input, instead of a report by"
              + " name.")
  private @Nullable Path sql;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Set a parameter (:NAME) of that SELECT; may be given several times.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--level-min",
      paramLabel = "LEVEL",
      order = OptionGroup.CHOOSING,
      description = "Only users from this level up (users, levels).")
  private @Nullable String levelMin;

  @Option(
      names = "--level-max",
      paramLabel = "LEVEL",
      order = OptionGroup.CHOOSING,
      description = "Only users up to this level (users, levels).")
  private @Nullable String levelMax;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      order = OptionGroup.CHOOSING,
      description =
          "Only what happened since 2026-11-01 or 2026-11-01T02:00:00Z, in UTC (changes, runs).")
  private @Nullable String since;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      order = OptionGroup.CHOOSING,
      completionCandidates = RunNumbers.class,
      description = "Only those of this run, or of the last (changes, rejects).")
  private @Nullable String run;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      order = OptionGroup.CHOOSING,
      description = "Only those of this user (changes).")
  private @Nullable String user;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      order = OptionGroup.OUTPUT,
      completionCandidates = Candidates.Formats.class,
      description =
          "Write it as csv, tsv, jsonl, sql, table or html (default: table on a terminal, else csv).")
  private @Nullable String format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Write to this file, whole or not at all (default: standard output).")
  private @Nullable Path out;

  @Option(names = "--gzip", order = OptionGroup.OUTPUT, description = "Compress with gzip.")
  private boolean gzip;

  @Option(names = "--zstd", order = OptionGroup.OUTPUT, description = "Compress with Zstandard.")
  private boolean zstd;

  @Option(
      names = "--header",
      order = OptionGroup.OUTPUT,
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Begin with the names of the columns (default), or leave them out.")
  private boolean header = true;

  @Option(
      names = "--null",
      paramLabel = "TEXT",
      order = OptionGroup.OUTPUT,
      description = "Write this for null (default: nothing; an empty text is \"\").")
  private @Nullable String nullText;

  @Option(
      names = "--spreadsheet-safe",
      order = OptionGroup.OUTPUT,
      description = "Put an apostrophe before texts that a spreadsheet would take for a formula.")
  private boolean spreadsheetSafe;

  /**
   * The job. Throws the command line's own exception for flags that can't be understood.
   *
   * @param in standard input, which may hold SQL
   */
  ReportJob job(InputStream in) {
    if ((report == null) == (sql == null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          report == null
              ? "which report? users, levels, changes, rejects, runs, or --sql FILE"
              : "either a report or --sql FILE, not both");
    }
    if (gzip && zstd) {
      throw wrong("--gzip", "and --zstd can't be together");
    }
    ReportFormat wanted = format == null ? null : word("--format", format, ReportWords::format);
    Layout layout = layout(wanted);
    ReportSource source = report == null ? own(in) : named(report);
    Compression packing = gzip ? Compression.GZIP : zstd ? Compression.ZSTD : Compression.NONE;
    return new ReportJob(source.name(), source, wanted, layout, packing, out, null);
  }

  private ReportSource named(String word) {
    if (!params.isEmpty()) {
      throw wrong("--param", "goes with --sql");
    }
    NamedReport named = word("the report", word, ReportWords::report);
    Map<Filter, Object> filters = new EnumMap<>(Filter.class);
    filterTexts()
        .forEach(
            (filter, text) -> {
              String flag = "--" + filter.word();
              filters.put(filter, word(flag, text, value -> ReportWords.filter(filter, value)));
              if (!named.filters().contains(filter)) {
                throw wrong(flag, ReportWords.notTaken(named, "--"));
              }
            });
    return new ReportSource.Named(named, filters);
  }

  private Map<Filter, String> filterTexts() {
    Map<Filter, String> texts = new EnumMap<>(Filter.class);
    put(texts, Filter.LEVEL_MIN, levelMin);
    put(texts, Filter.LEVEL_MAX, levelMax);
    put(texts, Filter.SINCE, since);
    put(texts, Filter.RUN, run);
    put(texts, Filter.USER, user);
    return texts;
  }

  private static void put(Map<Filter, String> texts, Filter filter, @Nullable String text) {
    if (text != null) {
      texts.put(filter, text);
    }
  }

  private ReportSource own(InputStream in) {
    filterTexts()
        .forEach(
            (filter, text) -> {
              throw wrong("--" + filter.word(), "goes with a report by name, not with --sql");
            });
    Map<String, Object> values = new LinkedHashMap<>();
    for (String param : params) {
      String[] pair = param.split("=", 2);
      if (pair.length != 2) {
        throw wrong("--param", "must be a pair such as min=5");
      }
      String name = word("--param", pair[0].strip(), ReportWords::parameterName);
      if (values.put(name, ReportWords.parameter(pair[1])) != null) {
        throw wrong("--param", "gives " + name + " twice");
      }
    }
    Path file = sql == null ? Path.of("") : sql;
    return file.equals(STANDARD_INPUT)
        ? new ReportSource.Piped(in, values)
        : new ReportSource.Own(file, values);
  }

  private Layout layout(@Nullable ReportFormat wanted) {
    boolean chosen = nullText != null || spreadsheetSafe || !header;
    if (chosen && wanted != null && !wanted.hasLayout()) {
      throw wrong(
          "--format", wanted.word() + " takes no --null, --no-header or --spreadsheet-safe");
    }
    String text = nullText == null ? "" : word("--null", nullText, ReportWords::nullText);
    return new Layout(header, text, spreadsheetSafe);
  }

  private <T extends @Nullable Object> T word(
      String flag, String text, Function<String, T> reader) {
    return Flag.word(spec.commandLine(), flag, text, reader);
  }

  private CommandLine.ParameterException wrong(String flag, String what) {
    return Flag.wrong(spec.commandLine(), flag, what);
  }
}
