/**
 * Records sorted by key, in memory as far as they fit and on the disk beyond, read from any
 * position.
 *
 * <p>Rows in key order touch each page of a database's index once, and the rows of one key lie side
 * by side; a file has them in any order and may be larger than memory. So they are put in order
 * first, by {@link dev.rollcall.staging.StagingWriter}, and then read through {@link
 * dev.rollcall.staging.StagedRecords}.
 *
 * <p>What is staged is derived, and ends with its process: after a crash the same records are
 * staged again, in the same order, so a position means the same. Knows nothing of users, CSV or
 * databases; keys and payloads are bytes.
 */
@NullMarked
package dev.rollcall.staging;

import org.jspecify.annotations.NullMarked;
