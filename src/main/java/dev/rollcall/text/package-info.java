/**
 * What counts as blank, and which word is near another, once for everything that compares or judges
 * text: a column name that one part trims and another does not would be found by one and missed by
 * the other.
 */
@NullMarked
package dev.rollcall.text;

import org.jspecify.annotations.NullMarked;
