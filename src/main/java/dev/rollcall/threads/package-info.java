/** Makes the threads that work beside the one that runs a command. */
@NullMarked
package dev.rollcall.threads;

import org.jspecify.annotations.NullMarked;
