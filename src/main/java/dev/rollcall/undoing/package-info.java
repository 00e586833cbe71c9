/**
 * Undoes a run: puts its users back to what they were before it, as a run of its own, which can be
 * undone as well.
 *
 * <p>What is to be done for one user is decided in {@link dev.rollcall.undoing.StepDecider}.
 */
@NullMarked
package dev.rollcall.undoing;

import org.jspecify.annotations.NullMarked;
