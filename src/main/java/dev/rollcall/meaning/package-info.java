/**
 * What a job says, and what the rows of an input mean by it: the job itself, where an input has its
 * columns, what a cell means, and the row as the rules of an import take it, also as bytes. Of runs
 * and of what is written this knows nothing.
 */
@NullMarked
package dev.rollcall.meaning;

import org.jspecify.annotations.NullMarked;
