/** The client of Apache Artemis, for parts that travel to workers by such a broker. */
@NullMarked
package dev.rollcall.artemis;

import org.jspecify.annotations.NullMarked;
