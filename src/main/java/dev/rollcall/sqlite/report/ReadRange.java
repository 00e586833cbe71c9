package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;

/**
 * A range with its rows.
 *
 * @param rows how many; -1 if they are too large to be had at once
 */
record ReadRange(KeyRange range, Bytes bytes, long rows) {}
