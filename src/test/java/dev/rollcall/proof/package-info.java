/**
 * The proof that imports are right: tests of the whole program, through its command line, on real
 * files and a real database.
 */
@NullMarked
package dev.rollcall.proof;

import org.jspecify.annotations.NullMarked;
