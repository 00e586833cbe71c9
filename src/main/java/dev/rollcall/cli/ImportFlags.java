package dev.rollcall.cli;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.jobfile.CharsetWords;
import dev.rollcall.jobfile.JobValues;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.reject.Limit;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A job as flags say it; each flag is a key of a job file, with the same values. */
final class ImportFlags {

  /** A row has at most 1,000 cells. */
  private static final Pattern POSITION = Pattern.compile("[1-9]\\d{0,2}|1000");

  // Of the command that the flags belong to.
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      order = OptionGroup.REPEATING,
      description =
          "Import as the job of this name. Content that a job has imported is skipped; another name"
              + " imports it again (default: import).")
  private String job = ImportJob.DEFAULT_NAME;

  @Option(
      names = "--columns",
      paramLabel = "MAP",
      order = OptionGroup.READING,
      description =
          "Say which column holds which field: username=login,email=mail,level=tier. With \",strict\""
              + " files with other columns are refused (default: columns of the same names).")
  private @Nullable String columns;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      order = OptionGroup.READING,
      completionCandidates = Candidates.Delimiters.class,
      description = "Expect this between cells: , ; | ^ or tab (default: auto, detected).")
  private String delimiter = "auto";

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      order = OptionGroup.READING,
      completionCandidates = Candidates.Charsets.class,
      description =
          "Read the input in this character set, such as windows-1252, or in the first of several"
              + " that fits: utf-8,windows-1252 (default: auto, which is UTF-8, or UTF-16 with a"
              + " byte order mark).")
  private String charset = "auto";

  @Option(
      names = "--no-header",
      order = OptionGroup.READING,
      description =
          "Take the first row for data, and name columns by position: --columns username=1,level=3.")
  private boolean noHeader;

  @Mixin private QuirkFlags quirks = new QuirkFlags();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      order = OptionGroup.MEANING,
      completionCandidates = Candidates.Modes.class,
      description =
          "Choose what rows may do: upsert creates and updates users (default), insert only creates,"
              + " update only updates, mirror also deletes every user who is not in the file.")
  private String mode = Mode.UPSERT.word();

  @Mixin private LevelFlags levels = new LevelFlags();

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Write rejected rows to this file (default: one beside the database).")
  private @Nullable Path rejects;

  @Option(
      names = "--rollback",
      paramLabel = "WHAT",
      order = OptionGroup.SAFETY,
      completionCandidates = Candidates.Rollbacks.class,
      description =
          "After a failure keep the chunks that are done, to continue from there (chunk, default), or"
              + " nothing (run).")
  private String rollback = RollbackPolicy.CHUNK.word();

  @Option(
      names = "--guard",
      paramLabel = "LIMITS",
      order = OptionGroup.SAFETY,
      description =
          "Refuse the run if it would touch more users than this, or has fewer rows:"
              + " delete=10%%,create=1000,rows=1000; also lower, raise, change"
              + " (default: no limits; for mirror delete=10%%).")
  private @Nullable String guards;

  @Option(
      names = "--chunk",
      paramLabel = "ROWS",
      order = OptionGroup.SAFETY,
      description = "Commit after this many rows (default: 20000).")
  private @Nullable String chunk;

  /**
   * The job that imports these files. Throws the command line's own exception for a flag that can't
   * be understood.
   */
  ImportJob job(List<String> files) {
    CsvFormat format =
        CsvFormat.of(
                word("--delimiter", delimiter, JobValues::delimiter),
                word("--charset", charset, CharsetWords::charsets),
                !noHeader)
            .with(quirks.quirks(spec.commandLine()));
    return new ImportJob(
        word("--job", job, JobValues::jobName),
        files,
        format,
        columns(),
        word("--mode", mode, JobValues::mode),
        levels.rules(spec.commandLine()),
        Limit.DEFAULT,
        rejects,
        word("--rollback", rollback, JobValues::rollback),
        guards == null ? Guards.NONE : word("--guard", guards, JobValues::guards),
        chunk == null ? ImportJob.DEFAULT_CHUNK : word("--chunk", chunk, JobValues::chunk),
        null,
        true);
  }

  /** Throws the command line's own exception if any of them is given. */
  void requireNone(String why) {
    Collection<OptionSpec> own = Objects.requireNonNull(spec.mixins().get("flags")).options();
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptionsSet()) {
      if (own.contains(given)) {
        throw wrong(given.longestName(), "can't be used here: " + why);
      }
    }
  }

  private ColumnMapping columns() {
    if (columns == null && !noHeader) {
      return ColumnMapping.OWN_NAMES;
    }
    if (columns == null) {
      throw wrong("--no-header", "needs positions: --columns username=1,email=2");
    }
    ColumnMapping mapping = word("--columns", columns, JobValues::columns);
    for (String position : mapping.names().values()) {
      if (noHeader && !POSITION.matcher(position).matches()) {
        throw wrong("--columns", "must give positions from 1 on, as there is no header");
      }
    }
    return mapping;
  }

  private <T extends @Nullable Object> T word(
      String flag, String text, Function<String, T> reader) {
    return Flag.word(spec.commandLine(), flag, text, reader);
  }

  private CommandLine.ParameterException wrong(String flag, String what) {
    return Flag.wrong(spec.commandLine(), flag, what);
  }
}
