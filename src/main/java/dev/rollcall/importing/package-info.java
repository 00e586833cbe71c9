/** The import: what becomes of rows, and the transactions in which it becomes so. */
@NullMarked
package dev.rollcall.importing;

import org.jspecify.annotations.NullMarked;
