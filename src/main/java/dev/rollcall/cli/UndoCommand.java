package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.jobs.Ending;
import dev.rollcall.jobs.SummaryJson;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.RunName;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.undoing.UndoResult;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.UndoSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Undoes a run. */
@Command(
    name = "undo",
    description =
        "Undo a run: put its users back to what they were. An undo can be undone as well.",
    footer = {"  rollcall runs undo 3 --plan", "  rollcall runs undo 3"})
final class UndoCommand implements Callable<Integer> {

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private RunChoice choice = new RunChoice();

  @Option(
      names = "--plan",
      order = OptionGroup.SAFETY,
      description = "Only show what would be done.")
  private boolean plan;

  @Option(
      names = "--all-or-nothing",
      order = OptionGroup.SAFETY,
      description = "Write nothing if any user has changed since the run.")
  private boolean allOrNothing;

  @Option(
      names = "--force",
      order = OptionGroup.SAFETY,
      description = "Also put back users who changed after the run.")
  private boolean force;

  @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
  private boolean json;

  @Mixin private WaitFlag wait = new WaitFlag();

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      order = OptionGroup.OUTPUT,
      description = "Write a JSON summary.")
  private @Nullable Path summary;

  UndoCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    database.apply(console);
    Ending ending = new Ending(new ConsoleAudience(console, database), summary);
    return ending.of(() -> undo(ending));
  }

  private void undo(Ending ending) {
    RunName run = choice.name();
    Database file = database.database(null);
    ending.about(null, file);
    ending.summaries().protect(CommandFiles.of(file));
    ImportSession.Options options =
        new ImportSession.Options(
            "an undo of " + run,
            wait.patience(),
            database.echo(console),
            stop,
            console.progress(run.toString()));
    UndoResult result =
        UndoSession.undo(file, options, new UndoRequest(run, force, allOrNothing, plan));
    if (json) {
      console.data(SummaryJson.of(result.summary(), file));
    } else {
      lines(result, file).forEach(console::result);
    }
    ending.end(result.summary(), result.refusal());
  }

  private List<ShownLine> lines(UndoResult result, Database file) {
    List<ShownLine> lines = new ArrayList<>();
    for (Reject reject : result.left()) {
      lines.add(ShownLine.plain("left alone: " + reject.message()));
    }
    long more = result.summary().counts().rejected() - result.left().size();
    if (more > 0) {
      lines.add(ShownLine.plain(String.format(Locale.ROOT, "and %,d more", more)));
    }
    // Last, so that the counts don't scroll away.
    lines.addAll(SummaryTable.of(result.summary(), file.name()));
    if (plan) {
      lines.add(ShownLine.plain("nothing was written"));
    }
    return lines;
  }
}
