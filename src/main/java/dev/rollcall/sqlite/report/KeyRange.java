package dev.rollcall.sqlite.report;

/**
 * A part of a query's rows.
 *
 * @param from the lowest rowid
 * @param to the highest rowid
 * @param progress which share of all rowids lies before its end, 0 to 1
 */
record KeyRange(long from, long to, double progress) {}
