package dev.rollcall.runs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, for people and programs.
 *
 * @param run the run's number; null if none was begun
 * @param kind what the run is; null if none was begun
 * @param ofRun the run that this one takes back, or whose rejects it brings; null if it is of none
 * @param status a {@link RunStatus}, or {@code ALREADY_DONE}, {@code PLANNED} or {@code BUSY}
 * @param source null if the input could not be read
 * @param rejectFile null if there is none
 * @param rejectCodes how many rejects of each code
 * @param started UTC, ISO 8601; null if no run was begun
 * @param finished UTC, ISO 8601; null if the run has not ended
 * @param seconds time worked, restarts included
 * @param message why it ended as it did; null if it ended well
 * @param notes what else the user should know, such as columns that were ignored
 */
public record RunSummary(
    @Nullable Long run,
    @Nullable RunKind kind,
    @Nullable Long ofRun,
    String job,
    String status,
    @Nullable Source source,
    Counts counts,
    @Nullable String rejectFile,
    Map<String, Long> rejectCodes,
    @Nullable String started,
    @Nullable String finished,
    double seconds,
    int restarts,
    @Nullable String message,
    List<String> notes) {

  /** The status of an input that a run has brought before. */
  public static final String ALREADY_DONE = "ALREADY_DONE";

  /** The status of what was only rehearsed. */
  public static final String PLANNED = "PLANNED";

  /** The status when another run holds the database. */
  public static final String BUSY = "BUSY";

  public RunSummary {
    rejectCodes = Map.copyOf(rejectCodes);
    notes = List.copyOf(notes);
  }

  /** Of a run as the ledger has it. */
  public static RunSummary of(Run run, Map<String, Long> rejectCodes, List<String> notes) {
    return new RunSummary(
        run.id(),
        run.kind(),
        run.ofRun(),
        run.job(),
        run.status().name(),
        run.source(),
        run.counts(),
        run.rejectFile(),
        rejectCodes,
        run.startedAt(),
        run.finishedAt(),
        run.millis() / 1000.0,
        run.restarts(),
        run.message(),
        notes);
  }

  /** The same of a run that was only rehearsed: it has no number and no times of its own. */
  public RunSummary asPlanned(double planningSeconds) {
    return new RunSummary(
        null,
        kind,
        ofRun,
        job,
        PLANNED,
        source,
        counts,
        rejectFile,
        rejectCodes,
        null,
        null,
        planningSeconds,
        0,
        message,
        notes);
  }

  /** Of an input that the run has brought before: nothing was read, nothing done. */
  public static RunSummary alreadyDone(Run run, Source source) {
    return new RunSummary(
        run.id(),
        run.kind(),
        run.ofRun(),
        run.job(),
        ALREADY_DONE,
        source,
        Counts.NONE,
        null,
        Map.of(),
        run.startedAt(),
        run.finishedAt(),
        0,
        0,
        null,
        List.of());
  }

  /** Of an input for which no run was begun. */
  public static RunSummary notBegun(
      String job, String status, @Nullable Source source, String message) {
    return new RunSummary(
        null,
        null,
        null,
        job,
        status,
        source,
        Counts.NONE,
        null,
        Map.of(),
        null,
        null,
        0,
        0,
        message,
        List.of());
  }
}
