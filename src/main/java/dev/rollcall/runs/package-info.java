/**
 * The ledger: what runs there were, what became of their rows, and what changed for which user.
 *
 * <p>Everything in here is written in the transaction of the users it speaks of, so the ledger is
 * never ahead of them and never behind.
 */
@NullMarked
package dev.rollcall.runs;

import org.jspecify.annotations.NullMarked;
