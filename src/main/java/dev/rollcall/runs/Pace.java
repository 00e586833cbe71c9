package dev.rollcall.runs;

/**
 * How many rows a run has written since the pace before.
 *
 * @param atMillis when: milliseconds since 1970, UTC, in steps of 100
 * @param rows 0 where the run begins to write, which it does again with every restart
 */
public record Pace(long atMillis, long rows) {}
