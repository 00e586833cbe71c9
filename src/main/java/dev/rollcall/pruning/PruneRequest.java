package dev.rollcall.pruning;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants pruned.
 *
 * @param before runs that ended earlier: UTC, ISO 8601, to the second
 * @param job of which they are; null for all jobs
 * @param plan whether it is only to be found out what would go
 * @param compact whether the space is given back to the disk
 */
public record PruneRequest(String before, @Nullable String job, boolean plan, boolean compact) {}
