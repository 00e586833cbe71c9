package dev.rollcall.cli;

import dev.rollcall.store.DatabaseFile;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command on a database takes. */
final class DatabaseOptions {

  private static final String DEFAULT = "users.db";

  @Option(
      names = "--db",
      paramLabel = "DB",
      description = "The database: a path or jdbc:sqlite:PATH (default: $$ROLLCALL_DB, users.db).")
  private @Nullable String address;

  @Option(
      names = "--echo",
      description = "Print every SQL statement with its values, e-mail addresses among them.")
  private boolean echo;

  @Option(names = "--debug", description = "Print stack traces, and what the libraries log.")
  private boolean debug;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but problems.")
  private boolean quiet;

  @Option(names = "--no-progress", description = "Don't show how far a run is.")
  private boolean noProgress;

  /**
   * The database.
   *
   * @param ofJob what a job file says; the option goes before it, the environment after
   */
  DatabaseFile database(@Nullable String ofJob) {
    return database(address, ofJob);
  }

  /** The same of an address that stands on the command line; null if none does. */
  static DatabaseFile database(@Nullable String address, @Nullable String ofJob) {
    String environment = System.getenv("ROLLCALL_DB");
    if (address != null) {
      return DatabaseFile.of(address);
    }
    if (ofJob != null) {
      return DatabaseFile.of(ofJob);
    }
    return DatabaseFile.of(environment == null || environment.isBlank() ? DEFAULT : environment);
  }

  /** Prepares the console as the options want it. */
  void apply(Console console) {
    console.set(quiet, noProgress, debug);
  }

  /** Takes statements; null if nobody asked for them. */
  @Nullable Consumer<String> echo(Console console) {
    if (!echo) {
      return null;
    }
    console.say("rollcall: --echo shows e-mail addresses and all else: keep this out of logs");
    return console::say;
  }
}
