/**
 * The commands, their exit codes, and what people see.
 *
 * <p>Results go to standard output, progress and problems to standard error. To add a command,
 * write its class and name it in {@link dev.rollcall.cli.RollcallCommand}.
 */
@NullMarked
package dev.rollcall.cli;

import org.jspecify.annotations.NullMarked;
