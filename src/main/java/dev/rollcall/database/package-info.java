/**
 * What the program needs of a database, and no more: where it is, ways to open it, its schema, its
 * users, its ledger. Everything that differs between kinds of databases is behind these types; who
 * uses them knows no kind by name.
 */
@NullMarked
package dev.rollcall.database;

import org.jspecify.annotations.NullMarked;
