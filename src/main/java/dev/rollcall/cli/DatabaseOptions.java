package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.text.ShellWord;
import dev.rollcall.wiring.Databases;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command on a database takes. */
final class DatabaseOptions {

  private static final String DEFAULT = "users.db";

  @Option(
      names = "--db",
      paramLabel = "DB",
      completionCandidates = Candidates.AnyFile.class,
      description =
          "Use this database: a path or postgresql://HOST/DATABASE (default: $$ROLLCALL_DB, else users.db).")
  private @Nullable String address;

  @Option(
      names = "--must-exist",
      order = OptionGroup.SAFETY,
      description = "Fail if there is no such database, instead of making it.")
  private boolean mustExist;

  @Option(
      names = "--echo",
      order = OptionGroup.OUTPUT,
      description = "Print every SQL statement with its values, e-mail addresses among them.")
  private boolean echo;

  @Option(
      names = "--no-progress",
      order = OptionGroup.OUTPUT,
      description = "Hide the progress of a run.")
  private boolean noProgress;

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * The database.
   *
   * @param ofJob what a job file says; the option goes before it, the environment after
   * @throws dev.rollcall.problem.Failure {@code DATABASE_UNUSABLE} if there must be one and is none
   */
  Database database(@Nullable String ofJob) {
    return database(ofJob, true);
  }

  /**
   * The same, where a job has its say on whether the database may be made.
   *
   * @throws dev.rollcall.problem.Failure {@code DATABASE_UNUSABLE} if there must be one and is none
   */
  Database database(@Nullable String ofJob, boolean mayBeMade) {
    Database file = database(address, ofJob);
    if (mustExist || !mayBeMade) {
      file.require(
          "check the path; to have it made, leave out "
              + (mustExist ? "--must-exist" : "create: false in the job"));
    }
    return file;
  }

  /** The same of an address on the command line; null if there is none. */
  static Database database(@Nullable String address, @Nullable String ofJob) {
    String environment = System.getenv("ROLLCALL_DB");
    if (address != null) {
      return Databases.of(address);
    }
    if (ofJob != null) {
      return Databases.of(ofJob);
    }
    return Databases.of(environment == null || environment.isBlank() ? DEFAULT : environment);
  }

  /** What a command needs to find a database: nothing where it is the one that is taken anyway. */
  static String naming(Database database) {
    return isUsual(database) ? "" : " --db " + ShellWord.of(database.name());
  }

  private static boolean isUsual(Database database) {
    try {
      return database(null, null).address().equals(database.address());
    } catch (Failure e) {
      // Nothing can be where one would be.
      return false;
    }
  }

  /** Prepares the console as the options want it. */
  void apply(Console console) {
    output.apply(console);
    if (noProgress) {
      console.hideProgress();
    }
  }

  /** Takes statements; null if nobody asked for them. */
  @Nullable Consumer<String> echo(Console console) {
    if (!echo) {
      return null;
    }
    console.say(
        "rollcall: --echo shows e-mail addresses and everything else: keep this out of logs");
    return console::say;
  }
}
