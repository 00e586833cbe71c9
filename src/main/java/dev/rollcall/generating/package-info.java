/**
 * Made-up users as CSV: as many as wanted, the same ones every time.
 *
 * <p>What is in a row depends on the {@link dev.rollcall.generating.Recipe} and the row's number
 * alone. So a thousand rows are the first thousand of a million, and any part can be made by
 * itself.
 */
@NullMarked
package dev.rollcall.generating;

import org.jspecify.annotations.NullMarked;
