package dev.rollcall.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * Merges sorted runs by a tournament: each record that leaves is replaced by the next of its run,
 * which plays once against the loser of each round, so a record costs as many comparisons as the
 * number of runs has bits.
 */
final class Merge {

  private final RecordReader[] runs;
  private final long[] prefixes;
  private final boolean[] ended;
  private final int[] losers;

  private Merge(FileChannel channel, List<Blocks> sorted) {
    runs =
        sorted.stream()
            .map(run -> new RecordReader(channel, SpillFile.SALT, run, 0))
            .toArray(RecordReader[]::new);
    prefixes = new long[runs.length];
    ended = new boolean[runs.length];
    losers = new int[runs.length];
  }

  /** Merges at least one run; where keys are equal, the earlier run's record comes first. */
  static void merge(FileChannel channel, List<Blocks> runs, BlockWriter out) throws IOException {
    new Merge(channel, runs).into(out);
  }

  private void into(BlockWriter out) throws IOException {
    for (int run = 0; run < runs.length; run++) {
      advance(run);
    }
    int winner = play(1);
    while (!ended[winner]) {
      out.add(runs[winner].record());
      advance(winner);
      winner = replay(winner);
    }
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

  /**
   * Plays all rounds below a node: the children of n are 2n and 2n + 1, runs stand at the leaves.
   */
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
    int winner = run;
    for (int node = (run + runs.length) / 2; node > 0; node /= 2) {
      int loser = losers[node];
      if (isBefore(loser, winner)) {
        losers[node] = winner;
        winner = loser;
      }
    }
    return winner;
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
