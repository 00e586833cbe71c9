package dev.rollcall.runs;

import dev.rollcall.reject.Reject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger tells about a run, as of one moment.
 *
 * @param undoneBy the run that took it back; null if what it did stands
 * @param settled how many of its rejects other runs have brought since
 * @param moves how many changes moved a level from where to where
 * @param firstRejects the first rejects of each code, not all
 * @param pace when it wrote how many rows, oldest first
 */
public record RunReport(
    RunSummary summary,
    @Nullable Long undoneBy,
    long settled,
    List<Move> moves,
    List<Reject> firstRejects,
    List<Pace> pace) {

  public RunReport {
    moves = List.copyOf(moves);
    firstRejects = List.copyOf(firstRejects);
    pace = List.copyOf(pace);
  }
}
