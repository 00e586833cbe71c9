package dev.rollcall.pages;

import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as a page: the sheet to look at and to sign before a migration. Its size is bounded. */
public final class PlanPage {

  /**
   * What a plan says beside its report.
   *
   * @param database as the user named it
   * @param comparison of the users; null if the rows could not all be tried
   * @param mirror whether users that the input does not name would be removed
   * @param fingerprint of everything the import would write
   * @param refusals why the import would be refused; none if it would not
   */
  public record About(
      String database,
      @Nullable Comparison comparison,
      boolean mirror,
      String fingerprint,
      List<String> refusals) {}

  /** A digest, and what it is of. */
  private record Digest(String name, String value) {}

  private record View(
      String job,
      String status,
      String tone,
      List<String> refusals,
      List<String> notes,
      List<Fact> facts,
      @Nullable UserShares users,
      @Nullable RowShares outcome,
      @Nullable Rejected rejected,
      @Nullable LevelMoves moves,
      @Nullable LevelChart created,
      boolean changed,
      boolean inLines,
      List<ChangedUser> changes,
      List<Digest> digests,
      String nothing,
      String asOf) {}

  private PlanPage() {}

  /**
   * Makes the page.
   *
   * @param asOf when it was planned
   * @return HTML in UTF-8
   */
  public static byte[] of(RunReport report, About about, Instant asOf) {
    RunSummary summary = report.summary();
    Counts counts = summary.counts();
    Sizes sizes = new Sizes();
    Comparison comparison = about.comparison;
    boolean refused = !about.refusals.isEmpty();
    String status = refused ? "would be refused" : status(counts, comparison);
    View view =
        new View(
            Figures.text(summary.job()),
            status,
            refused ? "bad" : counts.rejected() > 0 ? "warn" : "good",
            about.refusals.stream().map(Figures::text).toList(),
            summary.notes().stream().map(Figures::text).toList(),
            facts(summary, about.database),
            comparison == null ? null : UserShares.of(comparison, about.mirror, sizes),
            RowShares.of(counts, sizes),
            Rejected.of(report, sizes),
            LevelMoves.of(counts, report.moves(), sizes),
            LevelChart.of(report.createdLevels(), sizes),
            !report.firstChanges().isEmpty(),
            report.firstChanges().stream().anyMatch(change -> change.line() != 0),
            report.firstChanges().stream().map(ChangedUser::of).toList(),
            comparison == null ? List.of() : digests(summary, comparison, about.fingerprint),
            comparison == null ? "Not all rows were tried, so the users are not compared." : "",
            Figures.time(asOf.truncatedTo(ChronoUnit.SECONDS).toString()));
    return Page.of("Plan · " + Figures.text(summary.job()) + " · Rollcall", "plan", view, sizes);
  }

  private static String status(Counts counts, @Nullable Comparison users) {
    boolean changes = users == null ? counts.changedUsers() : !users.before().equals(users.after());
    return changes ? "changes users" : "changes nothing";
  }

  private static List<Fact> facts(RunSummary summary, String database) {
    List<Fact> facts = new ArrayList<>();
    Source source = summary.source();
    if (source != null) {
      facts.add(Fact.of("Input", Source.shown(source.name())));
    }
    facts.add(Fact.of("Database", database));
    if (source != null && source.isRead()) {
      facts.add(Fact.of("Size", Figures.bytes(source.bytes())));
    }
    facts.add(Fact.of("Worked", Figures.duration(summary.seconds())));
    return facts;
  }

  private static List<Digest> digests(
      RunSummary summary, Comparison comparison, String fingerprint) {
    List<Digest> digests = new ArrayList<>();
    Source source = summary.source();
    if (source != null) {
      digests.add(new Digest("SHA-256 of the input", source.sha256()));
    }
    digests.add(new Digest("Digest of the users now", comparison.before()));
    digests.add(new Digest("Digest of the users after it", comparison.after()));
    digests.add(new Digest("SHA-256 of all changes and rejects", fingerprint));
    return digests;
  }
}
