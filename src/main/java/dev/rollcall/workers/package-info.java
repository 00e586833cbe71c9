/**
 * Hands parts of a run to workers on other machines, and is such a worker. Spring Batch's remote
 * partitioning sends them and executes their steps; its messages are texts in a table of the
 * database, and whoever works on a part holds its message locked, so that it is there again the
 * moment that one is gone. Nothing of this decides what is done: that the ledger says.
 *
 * <p>Loaded only by a worker, and by a run that is handed out.
 */
@NullMarked
package dev.rollcall.workers;

import org.jspecify.annotations.NullMarked;
