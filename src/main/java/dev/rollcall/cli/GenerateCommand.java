package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.UserFigures;
import dev.rollcall.files.WholeFile;
import dev.rollcall.generating.Generator;
import dev.rollcall.generating.Recipe;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.wiring.Databases;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes up users. */
@Command(
    description = "Make up users as CSV, the same ones every time.",
    footer = {
      "  rollcall generate 1000000 --out users.csv.gz --gzip",
      "  rollcall generate 50 | rollcall import - --db test.db"
    })
final class GenerateCommand implements Callable<Integer> {

  private static final String CSV = ".csv";
  private static final String GZ = ".gz";

  private final Console console;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private GenerateFlags flags = new GenerateFlags();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROWS",
      arity = "0..1",
      description = "How many users (default: with --like, as many as there are).")
  private @Nullable Long users;

  @Option(
      names = "--from",
      paramLabel = "ROW",
      order = OptionGroup.CHOOSING,
      description = "Begin with this row of them (default: 1).")
  private long from = 1;

  @Option(
      names = "--rows",
      paramLabel = "N",
      order = OptionGroup.CHOOSING,
      description = "Write at most this many of them.")
  private long rows = Recipe.MOST_ROWS;

  @Option(
      names = "--like",
      paramLabel = "DB",
      completionCandidates = Candidates.AnyFile.class,
      description =
          "Make them like the users of this database: how many, which levels, how long their names"
              + " are; nobody's data.")
  private @Nullable String like;

  @Option(
      names = "--out",
      order = OptionGroup.OUTPUT,
      paramLabel = "FILE",
      description = "Write this file, whole or not at all (default: standard output).")
  private @Nullable Path out;

  @Option(names = "--gzip", order = OptionGroup.OUTPUT, description = "Compress with gzip.")
  private boolean gzip;

  @Option(
      names = "--header",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      order = OptionGroup.OUTPUT,
      description = "Begin with the names of the columns, or leave them out (default: begin).")
  private boolean header = true;

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    output.apply(console);
    Database followed = like == null ? null : Databases.of(like);
    UserFigures figures = followed == null ? null : followed.figures();
    long all = figures == null || users != null ? wanted(users) : figures.users();
    if (from < 1 || rows < 0) {
      throw wrong("--from counts from 1, and --rows from 0");
    }
    long last = Math.min(all, rows > all - from ? all : from + rows - 1);
    Generator generator = new Generator(flags.recipe(figures), from, last, header, gzip);
    if (out == null) {
      toStream(generator);
    } else {
      CommandFiles files = followed == null ? new CommandFiles() : CommandFiles.of(followed);
      files.write(out).write(changesFile(out)).write(rejectsFile(out)).check();
      toFiles(generator, out);
      console.result(result(out, Math.max(0, last - from + 1)));
    }
    return 0;
  }

  private long wanted(@Nullable Long count) {
    if (count == null) {
      throw wrong("how many users? rollcall generate 1000");
    }
    if (count < 0 || count > Recipe.MOST_ROWS) {
      throw wrong("ROWS must be 0 to " + Recipe.MOST_ROWS);
    }
    return count;
  }

  private void toStream(Generator generator) throws IOException {
    if (!flags.changes().isNone() || !flags.bad().isNone()) {
      throw wrong("--changes and --bad write a second file; name the first: --out users.csv");
    }
    if (gzip && console.terminal().out()) {
      throw Failure.of(
          ProblemCode.USAGE, "a terminal can't show what is compressed", "name a file: --out FILE");
    }
    try (OutputStream stream = console.dataStream()) {
      generator.users(stream);
    } catch (ClosedPipeException e) {
      // Whoever reads has enough.
      return;
    }
  }

  private void toFiles(Generator generator, Path file) throws IOException {
    Path changes = changesFile(file);
    if (changes != null) {
      write(changes, to -> generator.changes(flags.changes(), to));
    }
    Path rejects = rejectsFile(file);
    if (rejects != null) {
      write(rejects, generator::expectedRejects);
    }
    // The last one: whoever finds it finds what belongs to it.
    write(file, generator::users);
  }

  /** {@code users.csv: 1,000 users; beside it users_changes.csv}. */
  private String result(Path file, long count) {
    String beside =
        Stream.of(changesFile(file), rejectsFile(file))
            .filter(Objects::nonNull)
            .map(path -> path.getFileName().toString())
            .collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "%s: %,d %s", file, count, count == 1 ? "user" : "users")
        + (beside.isEmpty() ? "" : "; beside it " + beside);
  }

  private @Nullable Path changesFile(Path file) {
    return flags.changes().isNone() ? null : beside(file, "_changes", CSV + (gzip ? GZ : ""));
  }

  private @Nullable Path rejectsFile(Path file) {
    return flags.bad().isNone() ? null : beside(file, "_rejects", ".tsv");
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void write(Path path, Content content) throws IOException {
    try (WholeFile whole = WholeFile.create(path)) {
      content.writeTo(whole);
      whole.finish();
    }
  }

  /**
   * In the order of names it comes after the file itself: an underscore comes after a full stop.
   */
  private static Path beside(Path file, String suffix, String ending) {
    String name = file.getFileName().toString();
    for (String each : new String[] {GZ, CSV}) {
      name = name.endsWith(each) ? name.substring(0, name.length() - each.length()) : name;
    }
    return file.resolveSibling(name + suffix + ending);
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }
}
