package dev.rollcall.monitoring;

import java.util.Map;

/**
 * What came of a job in one command.
 *
 * @param job its name
 * @param ended when it ended, in seconds since 1970
 * @param succeeded when it last did all that it was to do, in seconds since 1970; 0 if never, or if
 *     that is not known
 * @param exitCode with which a command ends that does this job alone
 * @param status one of the words of the summary
 * @param seconds how long it took, with what it waited for
 * @param rows how many rows each outcome had; empty for what has none, such as a report
 */
public record JobFigures(
    String job,
    long ended,
    long succeeded,
    int exitCode,
    String status,
    double seconds,
    Map<String, Long> rows) {

  public JobFigures {
    rows = Map.copyOf(rows);
  }
}
