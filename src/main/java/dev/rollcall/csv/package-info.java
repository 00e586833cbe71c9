/**
 * Delimited text, in and out: what a file was delivered as (compressed, in which charset, with
 * which delimiter), its rows with their places, and files written whole or not at all.
 *
 * <p>Knows nothing of users, databases or Spring.
 */
@NullMarked
package dev.rollcall.csv;

import org.jspecify.annotations.NullMarked;
