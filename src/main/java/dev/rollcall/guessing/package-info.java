/** Looks at a file of another program, and says how a job would read it, with the evidence. */
@NullMarked
package dev.rollcall.guessing;

import org.jspecify.annotations.NullMarked;
