/**
 * Drops what the ledger has of old runs, in small transactions, so that a database doesn't grow for
 * ever; the runs stay, with their counts.
 *
 * <p>First the runs are marked in one transaction: from then on nothing is answered from their
 * rows, so it does not matter how many of them are gone when a crash comes.
 */
@NullMarked
package dev.rollcall.pruning;

import org.jspecify.annotations.NullMarked;
