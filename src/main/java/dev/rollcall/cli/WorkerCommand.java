package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.text.Counted;
import dev.rollcall.wiring.WorkerSession;
import dev.rollcall.workers.WorkerPool;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does parts of runs that are handed out by others. */
@Command(
    description =
        "Do parts of runs that are started with --workers, on this and other machines, until told"
            + " to stop. Needs the address of a PostgreSQL database, and nothing else.",
    footer = {
      "  rollcall worker --db postgresql://db.example.com/people",
      "  rollcall worker --db postgresql://db.example.com/people --threads 4 --for 8h"
    })
final class WorkerCommand implements Callable<Integer> {

  private static final int MOST_THREADS = 64;

  /** As long as a run may take to hand out its first part. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private BrokerOption broker = new BrokerOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = OptionGroup.CHOOSING,
      description = "Do N parts at a time, on three connections each (default: 1).")
  private int threads = 1;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = ImportOptions.Time.class,
      order = OptionGroup.CHOOSING,
      description = "End after this long, such as 8h (default: never).")
  private @Nullable Duration most;

  @Option(
      names = "--until-idle",
      order = OptionGroup.CHOOSING,
      description = "End when there was nothing to do for 10 seconds.")
  private boolean untilIdle;

  WorkerCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--threads must be 1 to " + MOST_THREADS);
    }
    database.apply(console);
    Database file = database.database(null);
    WorkerPool.Done done =
        WorkerSession.work(
            file,
            broker.address(),
            new WorkerPool.Shift(threads, most, untilIdle ? IDLE : null),
            stop,
            database.echo(console),
            console::say);
    console.result(
        ShownLine.plain(
            "worker: "
                + Counted.of(done.parts(), "part")
                + ", "
                + Counted.of(done.rows(), "row")
                + " done in "
                + file.name()));
    return 0;
  }
}
