/**
 * The user, and the rules of what may happen to one: levels, e-mail addresses, lengths.
 *
 * <p>Pure: no files, no SQL, no framework but the annotations on the entity. To add or change a
 * level rule, go to {@link dev.rollcall.user.LevelRules}.
 */
@NullMarked
package dev.rollcall.user;

import org.jspecify.annotations.NullMarked;
