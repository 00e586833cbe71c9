/**
 * The laboratory: from one seed it makes users, files, jobs and a schedule of faults, runs the
 * packaged program through all of it as processes of their own, and compares what stands in the
 * database after every step with what an independent model expects.
 */
@NullMarked
package dev.rollcall.laboratory;

import org.jspecify.annotations.NullMarked;
