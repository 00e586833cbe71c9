package dev.rollcall.runs;

import org.jspecify.annotations.Nullable;

/**
 * What a run is. Two that are equal do the same work: the second continues the first, or finds it
 * done. Chunk size, limits, guards and file names are no part of it.
 *
 * @param kind what it does
 * @param ofRun whose rejects it imports, or which run it undoes; null if it is of none
 * @param job the job's name
 * @param definition what the job means, as a text
 * @param content the SHA-256 of the input as delivered
 */
public record RunIdentity(
    RunKind kind, @Nullable Long ofRun, String job, String definition, String content) {

  /** What a run is; compared by all that decide whether to go on, to refuse or to begin. */
  public static RunIdentity of(Run run) {
    return new RunIdentity(
        run.kind(), run.ofRun(), run.job(), run.definition(), run.source().sha256());
  }
}
