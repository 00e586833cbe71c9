/**
 * Seeded databases: what a folder of files makes, kept by a key that says all that it depends on.
 *
 * <p>The launcher answers for a key that is there without Java, and so computes the key and looks
 * at the cache in the same way: what is changed here is changed there. It also remembers of which
 * files it computed a key, which is not worth its while where Java is started anyway.
 */
@NullMarked
package dev.rollcall.seeding;

import org.jspecify.annotations.NullMarked;
