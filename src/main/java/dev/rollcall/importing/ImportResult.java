package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * How an import ended.
 *
 * @param failure why it did not end well; null if it did
 */
public record ImportResult(RunSummary summary, @Nullable Failure failure) {}
