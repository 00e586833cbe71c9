package dev.rollcall.importing;

import dev.rollcall.meaning.CellSamples;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Touched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do.
 *
 * @param report as the run's would be, except for its status, number and times; of a plan that does
 *     not look at users without the levels of those created, and without rejects
 * @param samples what the first cells mean, where the job says more than names
 * @param touched users that are there now and would be touched
 * @param users how many users there are now
 * @param definition what the job means, a line for each thing it says
 * @param fingerprint of everything the import would write: two plans of the same input with the
 *     same fingerprint do the same; empty if it was not asked for
 * @param comparison of the users; null if it was not asked for, or the rows could not all be tried
 * @param refusal why the import would be refused or fail; null if it would not
 */
public record Plan(
    RunReport report,
    CellSamples samples,
    Touched touched,
    long users,
    String definition,
    String fingerprint,
    @Nullable Comparison comparison,
    @Nullable Failure refusal) {

  public RunSummary summary() {
    return report.summary();
  }

  /** How many changes move a level from where to where. */
  public List<Move> moves() {
    return report.moves();
  }

  /** The first changes, in the order of their lines. */
  public List<Change> changes() {
    return report.firstChanges();
  }

  /** The same, with another summary. */
  public Plan with(RunSummary other) {
    return new Plan(
        report.with(other), samples, touched, users, definition, fingerprint, comparison, refusal);
  }
}
