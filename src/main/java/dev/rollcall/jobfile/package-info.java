/**
 * Job files: strict YAML in, a typed definition out, or everything that is wrong with the file at
 * once, each with line and column.
 *
 * <p>The path of a file: {@code JobText} (bytes to text, with limits), {@code NodeReader} (text to
 * nodes with places), {@code Section} (nodes against the table of keys), {@code ImportReader} or
 * {@code ReportReader} (sections to a job). To add a key, add it to {@code Key}, read it in {@code
 * ImportReader}, and follow the failing test to the JSON Schema and the documentation.
 *
 * <p>{@link dev.rollcall.jobfile.JobValues} holds what job files and command line flags share: the
 * words that may be values, and what is said of a wrong one.
 */
@NullMarked
package dev.rollcall.jobfile;

import org.jspecify.annotations.NullMarked;
