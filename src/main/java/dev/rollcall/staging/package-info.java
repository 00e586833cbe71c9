/**
 * A side file of records, sorted by key and line on the disk and read from any position.
 *
 * <p>Rows in key order touch each page of a database's index once, and the rows of one key lie side
 * by side; a file brings them in any order and is larger than memory. So they are written here
 * first, by {@link dev.rollcall.staging.StagingWriter}, and read back through {@link
 * dev.rollcall.staging.StagedFile}.
 *
 * <p>A staged file is derived: the same records make the same bytes, whatever memory there was, so
 * a file that is missing, half written, damaged or another input's is simply made anew. Knows
 * nothing of users, CSV or databases; keys and payloads are bytes.
 */
@NullMarked
package dev.rollcall.staging;

import org.jspecify.annotations.NullMarked;
