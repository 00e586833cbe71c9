package dev.rollcall.importing;

import dev.rollcall.runs.Change;
import dev.rollcall.runs.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change by hand.
 *
 * @param change null if the user was as wanted already
 */
public record ManualResult(RunSummary summary, @Nullable Change change) {}
