/**
 * Rows that were not applied, and why: the codes, and the limit that decides how many a run may
 * have.
 *
 * <p>Bad rows are data, not exceptions: nothing in here is ever thrown. To add a reject code, add
 * it to {@link dev.rollcall.reject.RejectCode} and to {@code src/docs/reject-codes.md}.
 */
@NullMarked
package dev.rollcall.reject;

import org.jspecify.annotations.NullMarked;
