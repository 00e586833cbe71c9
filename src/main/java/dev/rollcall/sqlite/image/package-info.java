/**
 * Many rows at once: written as the pages of an SQLite file of their own, on any thread, which is
 * then attached, and copied from inside SQLite.
 */
@NullMarked
package dev.rollcall.sqlite.image;

import org.jspecify.annotations.NullMarked;
