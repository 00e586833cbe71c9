package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.PruneFigures;
import dev.rollcall.database.Space;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.pruning.PruneRequest;
import dev.rollcall.pruning.PruneResult;
import dev.rollcall.runs.Origin;
import dev.rollcall.text.Counted;
import dev.rollcall.text.ShownTime;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.PruneSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drops what the ledger has of old runs. */
@Command(
    name = "prune",
    description =
        "Drop the changes and rejects of old runs, which then can't be undone or retried. The runs"
            + " and their counts stay, and what they imported is not imported again.",
    footer = {"  rollcall runs prune --older 400d --plan", "  rollcall runs prune --older 400d"})
final class PruneCommand implements Callable<Integer> {

  private static final long MEGABYTE = 1_000_000;

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--older",
      paramLabel = "TIME",
      required = true,
      converter = ImportOptions.Age.class,
      order = OptionGroup.CHOOSING,
      description = "Prune runs that ended longer ago than this, such as 400d or 12h.")
  private Duration older = Duration.ZERO;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      order = OptionGroup.CHOOSING,
      description = "Prune only runs of this job.")
  private @Nullable String job;

  @Option(
      names = "--plan",
      order = OptionGroup.SAFETY,
      description = "Only show what would be dropped.")
  private boolean plan;

  @Option(
      names = "--vacuum",
      order = OptionGroup.CHOOSING,
      description =
          "Give the space back to the disk (default: the next runs use it). Writes the database"
              + " anew, which takes as long as copying it, and room for two more of it. Refused where that"
              + " could number the rows of another program's tables anew.")
  private boolean vacuum;

  @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
  private boolean json;

  @Mixin private WaitFlag wait = new WaitFlag();

  PruneCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    database.apply(console);
    Database file = database.database(null);
    String before =
        Instant.ofEpochMilli(Origin.current().nowMillis())
            .minus(older)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    ImportSession.Options options =
        new ImportSession.Options(
            "pruning of old runs",
            wait.patience(),
            database.echo(console),
            stop,
            console.progress("old runs"));
    PruneResult result =
        PruneSession.prune(file, options, new PruneRequest(before, job, plan, vacuum));
    if (json) {
      console.data(PruneJson.of(result, file, before, job, plan));
    } else {
      lines(result, file.name(), before).forEach(line -> console.result(ShownLine.plain(line)));
    }
    return 0;
  }

  private List<String> lines(PruneResult result, String name, String before) {
    PruneFigures figures = result.figures();
    List<String> lines = new ArrayList<>();
    lines.add(
        "runs in "
            + name
            + " that ended before "
            + ShownTime.of(before)
            + " UTC"
            + (job == null ? "" : ", of job " + job));
    String which =
        figures.runs() == 0 ? "" : "  run " + figures.firstRun() + " to " + figures.lastRun();
    lines.add(figure("runs", figures.runs()) + which);
    lines.add(figure("changes", figures.changes()));
    String open =
        figures.openRejects() == 0
            ? ""
            : String.format(Locale.ROOT, "  %,d of them not fixed", figures.openRejects());
    lines.add(figure("rejects", figures.rejects()) + open);
    if (figures.runs() > 0) {
      lines.add(
          plan
              ? "  these runs could not be undone any more, nor their rejects retried, and users show"
                  + " would not have their changes; their counts stay"
              : "  these runs can't be undone any more, nor their rejects retried, and users show"
                  + " doesn't have their changes; their counts stay");
    }
    lines.addAll(kept(figures));
    lines.add(plan ? "nothing was written" : space(result));
    return lines;
  }

  private static List<String> kept(PruneFigures figures) {
    List<String> lines = new ArrayList<>();
    if (figures.openRuns() > 0) {
      String more = figures.openRuns() > figures.open().size() ? ", …" : "";
      lines.add(
          "  kept: "
              + Counted.of(figures.openRuns(), "run")
              + " that can be continued (run "
              + figures.open().stream().map(String::valueOf).collect(Collectors.joining(", "))
              + more
              + "): finish or undo what isn't needed");
    }
    if (figures.tied() > 0) {
      lines.add(
          "  kept: "
              + Counted.of(figures.tied(), "run")
              + " that a newer one undoes or retries, or that changed users last");
    }
    return lines;
  }

  private String space(PruneResult result) {
    Space after = result.after();
    if (vacuum) {
      return "done; the database was "
          + megabytes(result.before().bytes())
          + ", and is "
          + megabytes(after.bytes());
    }
    String free =
        after.free() < MEGABYTE / 10 ? "" : ", of which " + megabytes(after.free()) + " free";
    return "done; the database is " + megabytes(after.bytes()) + free;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / (double) MEGABYTE);
  }

  private static String figure(String name, long number) {
    return String.format(Locale.ROOT, "  %-10s %,12d", name, number);
  }
}
