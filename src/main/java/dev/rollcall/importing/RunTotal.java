package dev.rollcall.importing;

import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Progress;

/**
 * What a run has come to so far, over all of its parts: any number of writers count their chunks
 * here, before they are committed. Thread-safe.
 */
final class RunTotal {

  private final Progress progress;
  private Counts counts;

  /**
   * @param counts of what was done before
   * @param progress hears of what is counted
   */
  RunTotal(Counts counts, Progress progress) {
    this.counts = counts;
    this.progress = progress;
  }

  synchronized Counts counts() {
    return counts;
  }

  /** Counts a chunk; the answer is what all come to. */
  synchronized Counts add(Counts chunk) {
    counts = counts.plus(chunk);
    progress.at(counts.read(), counts.read());
    return counts;
  }

  /** Counts no longer a chunk that was undone. */
  synchronized void takeBack(Counts chunk) {
    counts = counts.minus(chunk);
  }
}
