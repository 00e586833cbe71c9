package dev.rollcall.runs;

import dev.rollcall.reject.Reject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger tells about a run, as of one moment.
 *
 * @param undoneBy the run that undid it; null if none did
 * @param pruned whether its changes and rejects are gone
 * @param settled how many of its rejects other runs have applied since
 * @param moves how many changes moved a level from where to where
 * @param createdLevels how many users it created on each level
 * @param firstChanges the first changes by line, not all
 * @param firstRejects the first rejects of each code, not all
 * @param pace when it wrote how many rows, oldest first
 */
public record RunReport(
    RunSummary summary,
    @Nullable Long undoneBy,
    boolean pruned,
    long settled,
    List<Move> moves,
    Map<Long, Long> createdLevels,
    List<Change> firstChanges,
    List<Reject> firstRejects,
    List<Pace> pace) {

  public RunReport {
    moves = List.copyOf(moves);
    createdLevels = Map.copyOf(createdLevels);
    firstChanges = List.copyOf(firstChanges);
    firstRejects = List.copyOf(firstRejects);
    pace = List.copyOf(pace);
  }

  /** Of a run of which only this is known. */
  public static RunReport of(RunSummary summary) {
    return new RunReport(
        summary, null, false, 0, List.of(), Map.of(), List.of(), List.of(), List.of());
  }

  /** The same, with another summary. */
  public RunReport with(RunSummary other) {
    return new RunReport(
        other, undoneBy, pruned, settled, moves, createdLevels, firstChanges, firstRejects, pace);
  }
}
