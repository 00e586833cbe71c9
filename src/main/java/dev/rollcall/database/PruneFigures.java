package dev.rollcall.database;

import java.util.List;

/**
 * What pruning drops, and which runs it keeps although they are as old.
 *
 * @param runs how many
 * @param firstRun 0 if there are none
 * @param lastRun 0 if there are none
 * @param changes of these runs
 * @param rejects of these runs
 * @param openRejects those of them whose rows nobody has fixed
 * @param open older runs that can be continued, the first of them
 * @param openRuns how many there are of these
 * @param tied how many older runs are kept that have ended
 */
public record PruneFigures(
    long runs,
    long firstRun,
    long lastRun,
    long changes,
    long rejects,
    long openRejects,
    List<Long> open,
    long openRuns,
    long tied) {

  public PruneFigures {
    open = List.copyOf(open);
  }
}
