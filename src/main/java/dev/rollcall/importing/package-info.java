/**
 * The import: what a job says, what a row means, what becomes of it, and the transaction in which
 * it becomes so.
 */
@NullMarked
package dev.rollcall.importing;

import org.jspecify.annotations.NullMarked;
