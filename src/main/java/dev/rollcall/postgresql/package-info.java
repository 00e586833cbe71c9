/**
 * A database on a PostgreSQL server. Nothing of it, nor of its driver, is loaded before an address
 * names one.
 */
@NullMarked
package dev.rollcall.postgresql;

import org.jspecify.annotations.NullMarked;
