/**
 * Takes back what a run did: puts its users back to what they were before it, as a run of its own,
 * which can be taken back too.
 *
 * <p>What is to be done for one user is decided in {@link dev.rollcall.undoing.StepDecider}.
 */
@NullMarked
package dev.rollcall.undoing;

import org.jspecify.annotations.NullMarked;
