package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Touched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do.
 *
 * @param summary as the import's would be, except for its status, number and times
 * @param moves how many changes move a level from where to where
 * @param changes the first changes, in the order of their lines
 * @param samples what the first cells mean, where the job says more than names
 * @param touched users that are there now and would be touched
 * @param users how many users there are now
 * @param definition what the job means, a line for each thing it says
 * @param fingerprint of everything the import would write: two plans of the same input with the
 *     same fingerprint do the same; empty if it was not asked for
 * @param refusal why the import would be refused or fail; null if it would not
 */
public record Plan(
    RunSummary summary,
    List<Move> moves,
    List<Change> changes,
    CellSamples samples,
    Touched touched,
    long users,
    String definition,
    String fingerprint,
    @Nullable Failure refusal) {

  public Plan {
    moves = List.copyOf(moves);
    changes = List.copyOf(changes);
  }

  /** The same, with another summary. */
  public Plan with(RunSummary other) {
    return new Plan(
        other, moves, changes, samples, touched, users, definition, fingerprint, refusal);
  }
}
