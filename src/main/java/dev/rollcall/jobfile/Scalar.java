package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;

/**
 * A single value with its variables put in.
 *
 * @param secret whether it may be one: it came out of the environment, and no message repeats it
 * @param quoted whether it is in quotes; not so if a variable is in it, for between braces those
 *     can't be written without
 */
record Scalar(String text, boolean quoted, boolean secret, Place place) {}
