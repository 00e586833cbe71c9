package dev.rollcall.importing;

import dev.rollcall.meaning.ImportJob;
import dev.rollcall.runs.RowOrder;
import org.jspecify.annotations.Nullable;

/**
 * What all who write parts of a run in this process share. Thread-safe, but for the mirror: a
 * mirror is written by one.
 *
 * @param rules whether the database has rules of its own
 * @param retry null if the run retries nothing
 * @param mirror null if it is none
 * @param retired users whom mirrors have retired, if this is one that cares
 * @param total grows with each chunk
 * @param begunMillis when the run began to be written: milliseconds since 1970, UTC, by this
 *     process's clock
 */
record RunWork(
    long runId,
    RowOrder rowOrder,
    ImportJob job,
    boolean rules,
    PartRejects rejects,
    @Nullable Retry retry,
    @Nullable Mirror mirror,
    RetiredUsers retired,
    StopSignal stop,
    RunTotal total,
    long begunMillis) {}
