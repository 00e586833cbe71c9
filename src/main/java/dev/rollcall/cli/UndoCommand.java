package dev.rollcall.cli;

import dev.rollcall.importing.SideFiles;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.undoing.UndoResult;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.UndoSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back what a run did. */
@Command(
    name = "undo",
    description = "Put users back to what they were before a run; can be undone as well.")
final class UndoCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int DONE_WITH_REJECTS = 3;

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunNumbers.class,
      description = "Its number, see runs list.")
  private long run;

  @Option(names = "--plan", description = "Only say what it would come to.")
  private boolean plan;

  @Option(
      names = "--all-or-nothing",
      description = "Write nothing if any user has changed since the run.")
  private boolean allOrNothing;

  @Option(names = "--force", description = "Put back users, too, who have changed since the run.")
  private boolean force;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = ImportOptions.Time.class,
      description = "Wait so long for another run, such as 30s or 5m (default: not at all).")
  private Duration patience = Duration.ZERO;

  @Option(names = "--summary", paramLabel = "FILE", description = "Write a JSON summary.")
  private @Nullable Path summary;

  UndoCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    database.apply(console);
    DatabaseFile file = database.database(null);
    SummaryFile summaries = new SummaryFile(summary);
    summaries.protect(new SideFiles(file.path()));
    ImportSession.Options options =
        new ImportSession.Options(
            "an undo of run " + run,
            patience,
            database.echo(console),
            stop,
            console.progress("run " + run));
    UndoResult result;
    try (UndoSession session = UndoSession.open(file, options)) {
      result = session.undo(new UndoRequest(run, force, allOrNothing, plan));
    }
    show(result, file);
    summaries.add(result.summary());
    summaries.write();
    Failure refusal = result.refusal();
    if (refusal != null) {
      console.problems(refusal);
      return refusal.outcome().exitCode();
    }
    return result.left().isEmpty() ? DONE : DONE_WITH_REJECTS;
  }

  private void show(UndoResult result, DatabaseFile file) {
    if (json) {
      console.data(SummaryJson.of(result.summary()));
      return;
    }
    SummaryTable.of(result.summary(), file.name()).forEach(console::result);
    for (Reject reject : result.left()) {
      console.result("  left alone: " + reject.message());
    }
    long more = result.summary().counts().rejected() - result.left().size();
    if (more > 0) {
      console.result(String.format(Locale.ROOT, "  and %,d more", more));
    }
    if (plan) {
      console.result("nothing was written");
    }
  }
}
