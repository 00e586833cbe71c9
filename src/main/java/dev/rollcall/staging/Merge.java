package dev.rollcall.staging;

import java.io.IOException;
import java.util.List;

/**
 * Merges sorted runs by a tournament: each record that leaves is replaced by the next of its run,
 * which plays once against the loser of each round, so a record costs as many comparisons as the
 * number of runs has bits.
 */
final class Merge implements SortedRun {

  private static final int NOBODY = -1;

  private final SortedRun[] runs;
  private final long[] prefixes;
  private final boolean[] ended;
  private final int[] losers;
  private int winner = NOBODY;

  private Merge(List<? extends SortedRun> sorted) {
    runs = sorted.toArray(SortedRun[]::new);
    prefixes = new long[runs.length];
    ended = new boolean[runs.length];
    losers = new int[runs.length];
  }

  /** Merges at least one run; where keys are equal, the earlier run's record comes first. */
  static SortedRun of(List<? extends SortedRun> runs) {
    return runs.size() == 1 ? runs.get(0) : new Merge(runs);
  }

  @Override
  public boolean next() throws IOException {
    if (winner == NOBODY) {
      for (int run = 0; run < runs.length; run++) {
        advance(run);
      }
      winner = play(1);
    } else if (!ended[winner]) {
      advance(winner);
      winner = replay(winner);
    }
    return !ended[winner];
  }

  @Override
  public RecordView record() {
    return runs[winner].record();
  }

  private void advance(int run) throws IOException {
    if (runs[run].next()) {
      RecordView record = runs[run].record();
      int end = record.keyOffset + record.keyLength;
      prefixes[run] = KeyPrefix.eight(record.bytes, record.keyOffset, end);
    } else {
      ended[run] = true;
    }
  }

  /** Plays all rounds below a node: the children of n are 2n and 2n + 1, runs are at the leaves. */
  private int play(int node) {
    if (node >= runs.length) {
      return node - runs.length;
    }
    int left = play(2 * node);
    int right = play(2 * node + 1);
    boolean leftWins = isBefore(left, right);
    losers[node] = leftWins ? right : left;
    return leftWins ? left : right;
  }

  /** Plays the rounds of one run again, and returns who wins the last. */
  private int replay(int run) {
    int best = run;
    for (int node = (run + runs.length) / 2; node > 0; node /= 2) {
      int loser = losers[node];
      if (isBefore(loser, best)) {
        losers[node] = best;
        best = loser;
      }
    }
    return best;
  }

  private boolean isBefore(int one, int other) {
    if (ended[one] || ended[other]) {
      return !ended[one];
    }
    if (prefixes[one] != prefixes[other]) {
      return Long.compareUnsigned(prefixes[one], prefixes[other]) < 0;
    }
    int order = runs[one].record().compareKey(runs[other].record(), 0);
    return order == 0 ? one < other : order < 0;
  }
}
