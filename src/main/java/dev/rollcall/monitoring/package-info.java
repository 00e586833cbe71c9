/**
 * Tells monitors about commands: whoever schedules a job wants to hear of it when it fails, and
 * when it does not run at all.
 *
 * <p>Nothing in here ends a run, and nothing is sent or written but names of jobs, numbers and
 * codes: no user, no cell of a file, no name of a file.
 */
@NullMarked
package dev.rollcall.monitoring;

import org.jspecify.annotations.NullMarked;
