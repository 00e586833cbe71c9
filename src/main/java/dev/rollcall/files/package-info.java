/**
 * Opens, creates, replaces and deletes files: whose they must be, of which kind, and through what
 * they may be reached is decided here and nowhere else.
 */
@NullMarked
package dev.rollcall.files;

import org.jspecify.annotations.NullMarked;
