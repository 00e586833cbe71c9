/** Copies a database into another one, with its history. */
@NullMarked
package dev.rollcall.copying;

import org.jspecify.annotations.NullMarked;
