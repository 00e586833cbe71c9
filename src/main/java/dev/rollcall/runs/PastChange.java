package dev.rollcall.runs;

/**
 * A change of a user, and where it came from.
 *
 * @param run the run's number
 * @param kind what the run was
 * @param source the name of the run's input; of a change by hand, who made it
 * @param started when the run began: UTC, ISO 8601
 */
public record PastChange(long run, RunKind kind, String source, String started, Change change) {}
