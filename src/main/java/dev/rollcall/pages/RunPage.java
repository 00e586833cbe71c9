package dev.rollcall.pages;

import dev.rollcall.runs.Provenance;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of one run. Its size is bounded, however large the run was. */
public final class RunPage {

  /** How many rejects of each code are shown. */
  public static final int REJECTS_OF_EACH_CODE = 5;

  private static final int SHA_SHOWN = 12;

  private RunPage() {}

  /**
   * What the template {@code run} asks for.
   *
   * @param tone how the status is coloured: good, warn, bad or calm
   * @param message why it ended as it did; empty if it ended well
   * @param inLines whether what it did belongs to lines of an input
   */
  private record View(
      String heading,
      String job,
      String status,
      String tone,
      String message,
      List<String> notes,
      List<Fact> facts,
      @Nullable RowShares outcome,
      @Nullable LevelMoves moves,
      @Nullable LevelChart created,
      boolean changed,
      boolean inLines,
      List<ChangedUser> changes,
      @Nullable Rejected rejected,
      @Nullable PaceChart pace,
      List<NextSteps.NextStep> next,
      String nothing,
      String asOf) {}

  /**
   * Makes the page.
   *
   * @param database as the user named it
   * @param asOf when the ledger was read
   * @return HTML in UTF-8
   */
  public static byte[] of(RunReport report, String database, Instant asOf) {
    RunSummary summary = report.summary();
    Sizes sizes = new Sizes();
    String heading = "Run " + summary.run();
    RowShares outcome = RowShares.of(summary.counts(), sizes);
    LevelMoves moves = LevelMoves.of(summary.counts(), report.moves(), sizes);
    Rejected rejected = Rejected.of(report, sizes);
    PaceChart pace = PaceChart.of(report.pace(), sizes);
    View view =
        new View(
            heading,
            Figures.text(subtitle(summary)),
            summary.status().word(),
            Tones.of(summary.status()),
            Figures.text(summary.message()),
            summary.notes().stream().map(Figures::text).toList(),
            facts(report, database),
            outcome,
            moves,
            LevelChart.of(report.createdLevels(), sizes),
            !report.firstChanges().isEmpty(),
            summary.kind() != RunKind.UNDO
                && report.firstChanges().stream().anyMatch(change -> change.line() != 0),
            report.firstChanges().stream().map(ChangedUser::of).toList(),
            rejected,
            pace,
            NextSteps.of(report, database),
            report.pruned() ? "" : nothing(outcome, rejected, moves),
            Figures.time(asOf.truncatedTo(ChronoUnit.SECONDS).toString()));
    String title = heading + " · " + Figures.text(summary.job()) + " · Rollcall";
    return Page.of(title, "run", view, sizes);
  }

  private static String subtitle(RunSummary summary) {
    return summary.kind() == RunKind.UNDO ? "undoes run " + summary.ofRun() : "" + summary.job();
  }

  /** What would be an empty part of the page, in one line. */
  private static String nothing(
      @Nullable RowShares outcome, @Nullable Rejected rejected, @Nullable LevelMoves moves) {
    return (outcome == null ? "No row was applied. " : "")
        + (rejected == null ? "No row was rejected. " : "")
        + (moves == null ? "No level of a user moved." : "");
  }

  private static List<Fact> facts(RunReport report, String database) {
    RunSummary summary = report.summary();
    List<Fact> facts = new ArrayList<>();
    Source source = summary.source();
    if (source != null && readsInput(summary.kind())) {
      facts.add(Fact.of("Input", Source.shown(source.name())));
    }
    facts.add(Fact.of("Database", database));
    if (source != null && source.isRead()) {
      facts.add(Fact.of("Size", Figures.bytes(source.bytes())));
      String sha = source.sha256();
      String shown = sha.substring(0, Math.min(SHA_SHOWN, sha.length()));
      facts.add(new Fact("SHA-256", shown + "…", sha, false));
    }
    if (summary.ofRun() != null) {
      String what = summary.kind() == RunKind.UNDO ? "Undoes" : "Retries rejects of";
      facts.add(Fact.of(what, "run " + summary.ofRun()));
    }
    if (summary.started() != null) {
      facts.add(Fact.of("Started (UTC)", Figures.shortTime(summary.started())));
    }
    if (summary.finished() != null) {
      facts.add(Fact.of("Finished (UTC)", Figures.shortTime(summary.finished())));
    }
    facts.add(Fact.of("Worked", Figures.duration(summary.seconds())));
    if (summary.restarts() > 0) {
      facts.add(Fact.of("Restarts", Integer.toString(summary.restarts())));
    }
    Provenance provenance = summary.provenance();
    add(facts, "Job file", provenance.jobFile());
    add(facts, "Run by", provenance.ranBy());
    add(facts, "Rollcall", provenance.version());
    return facts;
  }

  /** An undo names a run instead of an input, a change by hand who made it. */
  private static boolean readsInput(@Nullable RunKind kind) {
    return kind == RunKind.IMPORT || kind == RunKind.RETRY;
  }

  private static void add(List<Fact> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.add(Fact.of(name, value));
    }
  }
}
