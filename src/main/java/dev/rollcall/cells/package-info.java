/** What the cells of a column mean, where a job says more of it than its name. */
@NullMarked
package dev.rollcall.cells;

import org.jspecify.annotations.NullMarked;
