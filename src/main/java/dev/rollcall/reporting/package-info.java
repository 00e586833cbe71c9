/**
 * Reports: which there are, what they ask the database, and how their rows are written.
 *
 * <p>A {@link dev.rollcall.reporting.Query} goes to a {@link dev.rollcall.reporting.Snapshot},
 * behind which the database is; what comes back are {@link dev.rollcall.reporting.Rows}, either as
 * values, one row after the other, or encoded as bytes, many rows at a time. No entity takes part,
 * and nothing is ever written to the database.
 *
 * <p>A report is a file in {@code src/main/resources/reports} and a line in {@link
 * dev.rollcall.reporting.NamedReport}.
 */
@NullMarked
package dev.rollcall.reporting;

import org.jspecify.annotations.NullMarked;
