package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.importing.ManualChange;
import dev.rollcall.importing.ManualResult;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.jobs.Ending;
import dev.rollcall.jobs.SummaryJson;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Progress;
import dev.rollcall.user.LevelRules;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.ManualSession;
import dev.rollcall.wiring.UserReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes one user, by the rules of an import, as a run of its own. */
abstract class UserChangeCommand implements Callable<Integer> {

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The username, exactly.")
  private String name = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Keep this with the change, for whoever asks why (default: none).")
  private @Nullable String reason;

  @Mixin private WaitFlag wait = new WaitFlag();

  @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Write a JSON summary.")
  private @Nullable Path summary;

  UserChangeCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  /**
   * The row that says the same in a file.
   *
   * @param user who it is, and why
   */
  abstract Cells row(Cells user);

  /** What it says of extra columns, by their names. */
  Map<String, String> extras() {
    return Map.of();
  }

  /** By which the row is judged. */
  LevelRules levels() {
    return LevelRules.DEFAULT;
  }

  /** Whether a database is made where there is none. */
  boolean mayBeFirst() {
    return false;
  }

  final CommandLine command() {
    return spec.commandLine();
  }

  @Override
  public final Integer call() {
    database.apply(console);
    Ending ending = new Ending(new ConsoleAudience(console, database), summary);
    return ending.of(() -> change(ending));
  }

  private void change(Ending ending) {
    Database file = database.database(null);
    ending.about(null, file);
    ending.summaries().protect(CommandFiles.of(file));
    if (file.exists()) {
      name = ShownName.meant(name, () -> UserReader.open(file, database.echo(console)));
    }
    Cells user = Cells.NONE.with(Field.USERNAME, name).with(Field.REASON, reason);
    ManualChange change = ManualChange.of(row(user), extras(), levels(), who());
    ImportSession.Options options =
        new ImportSession.Options(
            "a change by hand", wait.patience(), database.echo(console), stop, Progress.NONE);
    ManualResult result = ManualSession.apply(file, options, mayBeFirst(), change);
    if (json) {
      console.data(SummaryJson.of(result.summary(), file));
    } else {
      String words = words(result.change());
      console.result("run " + result.summary().run() + ": " + name + ": " + words);
    }
    ending.end(result.summary(), null);
  }

  private static String words(@Nullable Change change) {
    return change == null ? "unchanged" : ChangeWords.of(change);
  }

  /** The name that the operating system has for whoever started this. */
  private static String who() {
    String user = System.getProperty("user.name", "");
    return user.isBlank() ? "unknown" : user;
  }

  /** Creates a user. */
  @Command(
      name = "add",
      description = "Create a user.",
      footer = {
        "  rollcall users add ada --email ada@example.com --level 3",
        "  rollcall users add ada --set full_name='Ada Lee'"
      })
  static final class Add extends UserChangeCommand {

    @Mixin private LevelFlags bounds = new LevelFlags();

    @Option(
        names = "--email",
        paramLabel = "EMAIL",
        description = "Set the address (default: none).")
    private @Nullable String email;

    @Option(names = "--level", paramLabel = "LEVEL", description = "Set the level (default: 1).")
    private @Nullable String level;

    @Option(
        names = "--set",
        paramLabel = "COLUMN=VALUE",
        description = "Set an extra column; once for each (default: none).")
    private Map<String, String> extras = Map.of();

    Add(Console console, StopSignal stop) {
      super(console, stop);
    }

    @Override
    Cells row(Cells user) {
      return user.with(Field.ACTION, "create").with(Field.EMAIL, email).with(Field.LEVEL, level);
    }

    @Override
    Map<String, String> extras() {
      return extras;
    }

    @Override
    boolean mayBeFirst() {
      return true;
    }

    @Override
    LevelRules levels() {
      return bounds.rules(command());
    }
  }

  /** Sets or moves a user's level. */
  @Command(
      name = "set-level",
      description = "Set the level of a user, or raise or lower it.",
      footer = {
        "  rollcall users set-level ada 7",
        "  rollcall users set-level ada -1 --reason moved"
      })
  static final class SetLevel extends UserChangeCommand {

    @Mixin private LevelFlags bounds = new LevelFlags();

    @Parameters(
        index = "1",
        paramLabel = "LEVEL",
        description = "10 sets the level, +1 raises it, -1 lowers it.")
    private String level = "";

    SetLevel(Console console, StopSignal stop) {
      super(console, stop);
    }

    /** A level such as -1 looks like an option, and is none. */
    @Spec
    void take(CommandSpec own) {
      own.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    Cells row(Cells user) {
      if (level.isBlank()) {
        throw new CommandLine.ParameterException(command(), "LEVEL is empty");
      }
      return user.with(Field.ACTION, "update").with(Field.LEVEL, level);
    }

    @Override
    LevelRules levels() {
      return bounds.rules(command());
    }
  }

  /** Sets a user's address, or removes it. */
  @Command(
      name = "set-email",
      description = "Set the e-mail address of a user, or remove it.",
      footer = {
        "  rollcall users set-email ada ada@example.com",
        "  rollcall users set-email ada '\\N'"
      })
  static final class SetEmail extends UserChangeCommand {

    @Parameters(
        index = "1",
        paramLabel = "ADDRESS",
        description = "The new address; '\\N' removes the one that there is.")
    private String address = "";

    SetEmail(Console console, StopSignal stop) {
      super(console, stop);
    }

    @Override
    Cells row(Cells user) {
      if (address.isBlank()) {
        throw new CommandLine.ParameterException(
            command(), "ADDRESS is empty; '\\N' removes the one there is");
      }
      return user.with(Field.ACTION, "update").with(Field.EMAIL, address);
    }
  }

  /** Deletes a user. */
  @Command(
      name = "delete",
      description = "Delete a user; runs undo restores the user.",
      footer = "  rollcall users delete ada --reason left")
  static final class Delete extends UserChangeCommand {

    Delete(Console console, StopSignal stop) {
      super(console, stop);
    }

    @Override
    Cells row(Cells user) {
      return user.with(Field.ACTION, "delete");
    }
  }
}
