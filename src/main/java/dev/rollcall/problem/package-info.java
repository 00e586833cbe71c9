/**
 * What went wrong, where, and what to do next: the one form in which every other package says so.
 *
 * <p>A {@link dev.rollcall.problem.Problem} has a stable code; the code decides the exit code of
 * the command. Bad <em>rows</em> are not problems but data: they are rejects, see {@code
 * dev.rollcall.reject}.
 */
@NullMarked
package dev.rollcall.problem;

import org.jspecify.annotations.NullMarked;
