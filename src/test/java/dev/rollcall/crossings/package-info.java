/**
 * The laboratory of crossings: from one seed it makes a history in which imports, fixed rejects,
 * undos, plans, mirrors, changes by hand, other programs and rules of the database follow each
 * other, stopped at any moment, and compares what is there after every step with what the contract
 * says.
 */
@NullMarked
package dev.rollcall.crossings;

import org.jspecify.annotations.NullMarked;
