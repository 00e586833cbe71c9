/**
 * SQL and migrations that are the same in every kind of database, so that each is written once:
 * what differs, a {@link dev.rollcall.database.sql.Dialect} says.
 */
@NullMarked
package dev.rollcall.database.sql;

import org.jspecify.annotations.NullMarked;
