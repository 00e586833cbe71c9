package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.files.WholeFile;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.jobs.SummaryJson;
import dev.rollcall.pages.RunPage;
import dev.rollcall.runs.Provenance;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.text.ShownTime;
import dev.rollcall.wiring.LedgerReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the ledger. */
@Command(
    description = "Show the runs of a database, undo them, and prune old ones.",
    footer = {
      "  rollcall runs list",
      "  rollcall runs show 3 --html run-3.html",
      "  rollcall runs undo 3",
      "  rollcall runs prune --older 400d --plan"
    },
    subcommands = {
      RunsCommand.Newest.class,
      RunsCommand.Show.class,
      UndoCommand.class,
      PruneCommand.class
    })
final class RunsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "which command? runs list, runs show RUN, runs undo RUN or runs prune");
  }

  /** Lists the newest runs. */
  @Command(
      name = "list",
      description = "List the newest runs.",
      footer = {"  rollcall runs list --limit 5", "  rollcall runs list --json"})
  static final class Newest implements Callable<Integer> {

    private static final int USUAL = 20;
    private static final int MOST = 10_000;
    private static final int SHORTEST_TEXT = 9;
    private static final int SHORTEST_PATH = 12;

    /** In how many columns years have room besides what tells more. */
    private static final int ROOM_FOR_YEARS = 100;

    private static final int YEAR = 4;

    private final Console console;

    @Mixin private DatabaseOptions database = new DatabaseOptions();
    @Spec private CommandSpec spec;

    @Option(
        names = "--limit",
        paramLabel = "N",
        order = OptionGroup.CHOOSING,
        description = "Show at most N runs (default: 20).")
    private int limit = USUAL;

    @Option(
        names = "--json",
        order = OptionGroup.OUTPUT,
        description = "Print one JSON document a line.")
    private boolean json;

    Newest(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      if (limit < 1 || limit > MOST) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--limit must be 1 to " + MOST);
      }
      database.apply(console);
      Database file = database.database(null);
      try (LedgerReader ledger = LedgerReader.open(file, database.echo(console))) {
        List<RunSummary> runs = ledger.newest(limit);
        if (json) {
          runs.forEach(run -> console.data(SummaryJson.of(run, file)));
        } else {
          show(runs);
        }
        for (long damaged : ledger.damagedAmong(limit)) {
          console.damaged("run " + damaged);
        }
      }
      return 0;
    }

    private void show(List<RunSummary> runs) {
      boolean isShort = console.columns() < ROOM_FOR_YEARS && years(runs) == 1;
      TextTable table =
          new TextTable()
              .figures("run")
              .words(ShownTime.heading("started"))
              .optional()
              .words("status")
              .text("job", SHORTEST_TEXT)
              .path("input", SHORTEST_PATH)
              .figures("read")
              .figures("rejected")
              .words("kind");
      for (RunSummary run : runs) {
        Source source = run.source();
        table.add(
            Tone.of(run.status()),
            String.valueOf(run.run()),
            started(run, isShort),
            run.status().word(),
            String.valueOf(run.job()),
            source == null ? "" : SummaryTable.shown(source.name()),
            String.format(Locale.ROOT, "%,d", run.counts().read()),
            String.format(Locale.ROOT, "%,d", run.counts().rejected()),
            run.kind() == null ? "" : run.kind().word());
      }
      console.table(table);
    }

    private static long years(List<RunSummary> runs) {
      return runs.stream()
          .map(RunSummary::started)
          .filter(Objects::nonNull)
          .map(started -> started.substring(0, Math.min(YEAR, started.length())))
          .distinct()
          .count();
    }

    private static String started(RunSummary run, boolean isShort) {
      String started = run.started();
      if (started == null) {
        return "";
      }
      return isShort ? ShownTime.withoutYear(started) : ShownTime.of(started);
    }
  }

  /** Shows one run. */
  @Command(
      name = "show",
      description = "Show what a run did.",
      footer = {"  rollcall runs show 3", "  rollcall runs show 3 --html run-3.html"})
  static final class Show implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Mixin private RunChoice choice = new RunChoice();

    @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
    private boolean json;

    @Option(
        names = "--html",
        paramLabel = "FILE",
        order = OptionGroup.OUTPUT,
        description = "Also write a page with charts, which a browser opens from the disk.")
    private @Nullable Path html;

    Show(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      database.apply(console);
      RunName run = choice.name();
      Database file = database.database(null);
      CommandFiles.of(file).write(html).check();
      try (LedgerReader ledger = LedgerReader.open(file, database.echo(console))) {
        RunSummary found = ledger.find(run);
        if (html != null) {
          RunReport report = ledger.report(run, RunPage.REJECTS_OF_EACH_CODE);
          WholeFile.write(html, RunPage.of(report, file.address(), Instant.now()));
        }
        if (json) {
          console.data(SummaryJson.of(found, file));
        } else {
          List<ShownLine> lines = SummaryTable.of(found, file.name());
          if (found.message() != null) {
            lines.add(ShownLine.plain("  " + found.message()));
          }
          String ran = ran(found.provenance());
          if (!ran.isEmpty()) {
            lines.add(ShownLine.plain("  run " + ran));
          }
          if (html == null) {
            lines.forEach(console::data);
          } else {
            // What was asked for is the page.
            lines.add(ShownLine.plain("  page in " + html));
            lines.forEach(console::result);
          }
        }
      }
      return 0;
    }

    /**
     * {@code by ada@build7 with rollcall 1.2.0 from the job file jobs/nightly.yaml}, as far as
     * known.
     */
    private static String ran(Provenance provenance) {
      List<String> words = new ArrayList<>();
      if (provenance.ranBy() != null) {
        words.add("by " + provenance.ranBy());
      }
      if (provenance.version() != null) {
        words.add("with rollcall " + provenance.version());
      }
      if (provenance.jobFile() != null) {
        words.add("from the job file " + provenance.jobFile());
      }
      return String.join(" ", words);
    }
  }
}
