/**
 * What becomes of users: items, such as the rows of an import, are decided against the users as
 * they are, and written together with the changes they make. The one path by which users change,
 * except those who just go or return when a run is undone.
 */
@NullMarked
package dev.rollcall.applying;

import org.jspecify.annotations.NullMarked;
