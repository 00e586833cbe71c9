package dev.rollcall.laboratory;

import dev.rollcall.model.Touched;

/**
 * What a job says beside its meaning: it may differ from one try to the next.
 *
 * @param limit the most rejects; {@link #NO_LIMIT} lets every row be rejected
 * @param guard the most users in percent that may be deleted, lowered and changed; 100 is no guard
 */
record Settings(int chunk, String rollback, long limit, int guard) {

  static final long NO_LIMIT = 1_000_000;
  static final int NO_GUARD = 100;
  private static final int USUAL_CHUNK = 20_000;

  /** As the mended rejects of a job are retried, which are few enough for one chunk. */
  static Settings ofRetry(Job job) {
    return new Settings(USUAL_CHUNK, job.rules().isMirror() ? "run" : "chunk", NO_LIMIT, NO_GUARD);
  }

  Settings without(int otherChunk) {
    return new Settings(otherChunk, rollback, NO_LIMIT, NO_GUARD);
  }

  Settings inChunksOf(int rows) {
    return new Settings(rows, rollback, limit, guard);
  }

  boolean isWhole() {
    return rollback.equals("run");
  }

  boolean refuses(Touched touched, int users) {
    long most = (long) users * guard / 100;
    return touched.deleted() > most || touched.lowered() > most || touched.changed() > most;
  }

  /** Whether so many rejects of so many rows are too many. */
  boolean refuses(int rejects, long rows) {
    return limit != NO_LIMIT && (rejects > limit || rejects > 0 && rejects == rows);
  }

  /** As a job file has it. */
  String limitText() {
    return limit == NO_LIMIT ? "100%" : Long.toString(limit);
  }

  /** As a job file has it. */
  String guardText(boolean mirror) {
    if (guard < NO_GUARD) {
      return "delete: %d%%, lower: %d%%, change: %d%%".formatted(guard, guard, guard);
    }
    return mirror ? "delete: 100%" : "";
  }
}
