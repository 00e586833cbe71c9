/** The program's beginning and end: everything else has a package of its own. */
@NullMarked
package dev.rollcall;

import org.jspecify.annotations.NullMarked;
