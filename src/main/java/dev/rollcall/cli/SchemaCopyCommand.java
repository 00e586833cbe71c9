package dev.rollcall.cli;

import dev.rollcall.copying.CopyResult;
import dev.rollcall.database.Database;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.text.Counted;
import dev.rollcall.wiring.CopySession;
import dev.rollcall.wiring.Databases;
import dev.rollcall.wiring.ImportSession;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a database to PostgreSQL. */
@Command(
    name = "copy",
    description =
        "Copy an SQLite database to PostgreSQL with its history: what is done already stays done"
            + " there, and can be undone. The old one is marked, and takes no more imports.",
    footer = "  rollcall schema copy --db users.db --to postgresql://db.example.com/people")
final class SchemaCopyCommand implements Callable<Integer> {

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--to",
      paramLabel = "DB",
      required = true,
      order = OptionGroup.CHOOSING,
      description = "Copy it into this database, which must have no users and no runs.")
  private String to = "";

  SchemaCopyCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    database.apply(console);
    Database from = database.database(null);
    Database target = Databases.of(to);
    ImportSession.Options options =
        new ImportSession.Options(
            "a copy of the database",
            Duration.ZERO,
            database.echo(console),
            stop,
            console.progress("users and runs"));
    CopyResult result = CopySession.copy(from, target, options);
    console.endProgress();
    console.result(
        from.name()
            + (result.before() ? ": was copied before to " : ": copied to ")
            + target.name()
            + ", and compared");
    console.result(
        "  "
            + count(result, "users", "user")
            + ", "
            + count(result, "rollcall_runs", "run")
            + ", "
            + count(result, "rollcall_changes", "change")
            + ", "
            + count(result, "rollcall_rejects", "reject"));
    console.result("  it takes no more imports: from now on give --db " + target.name());
    return 0;
  }

  private static String count(CopyResult result, String table, String noun) {
    return Counted.of(result.rows().getOrDefault(table, 0L), noun);
  }
}
