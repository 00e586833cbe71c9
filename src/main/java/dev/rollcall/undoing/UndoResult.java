package dev.rollcall.undoing;

import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.RunSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an undo ended.
 *
 * @param left the first users who were left alone, and why
 * @param refusal why nothing was undone; null if it was
 */
public record UndoResult(RunSummary summary, List<Reject> left, @Nullable Failure refusal) {}
