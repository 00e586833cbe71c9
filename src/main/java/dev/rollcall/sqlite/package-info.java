/**
 * The database: where it is, who may write to it, its schema, and the SQL that differs between
 * databases.
 *
 * <p>To support another database, implement what is behind {@link dev.rollcall.database.UserTable}
 * and {@link dev.rollcall.database.Ledger} here. Nobody but the wiring and the commands on the
 * schema knows this package.
 */
@NullMarked
package dev.rollcall.sqlite;

import org.jspecify.annotations.NullMarked;
