/**
 * Inputs that a fuzzer makes: what its targets have in common, and the test that tries every input
 * that is kept. A target is a class named {@code …Fuzz} beside what it attacks, with a method that
 * takes bytes and throws if a promise is broken.
 */
@NullMarked
package dev.rollcall.fuzz;

import org.jspecify.annotations.NullMarked;
