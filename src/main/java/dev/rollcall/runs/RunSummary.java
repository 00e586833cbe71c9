package dev.rollcall.runs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, for people and programs.
 *
 * @param run the run's number; null if none was begun
 * @param kind what the run is; null if none was begun
 * @param ofRun the run that this one undoes, or whose rejects it imports; null if it is of none
 * @param job null if the command ended before it knew
 * @param code of what ended the run; null if it ended well, and in ledgers of older versions
 * @param source null if the command ended before it knew
 * @param provenance who ran it, and with what; of nothing if no run was begun
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
    @Nullable String job,
    RunStatus status,
    @Nullable ProblemCode code,
    @Nullable Source source,
    Provenance provenance,
    Counts counts,
    @Nullable String rejectFile,
    Map<String, RejectCount> rejectCodes,
    @Nullable String started,
    @Nullable String finished,
    double seconds,
    int restarts,
    @Nullable String message,
    List<String> notes) {

  public RunSummary {
    rejectCodes = Map.copyOf(rejectCodes);
    notes = List.copyOf(notes);
  }

  /** Of a run as the ledger has it. */
  public static RunSummary of(Run run, Map<String, RejectCount> rejectCodes, List<String> notes) {
    return new RunSummary(
        run.id(),
        run.kind(),
        run.ofRun(),
        run.job(),
        run.status(),
        run.code(),
        run.source(),
        run.provenance(),
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

  /**
   * The same of a run that was only rehearsed: it has no number and no times of its own.
   *
   * @param refusal why the run would not end well; null if it would
   */
  public RunSummary asPlanned(double planningSeconds, @Nullable Failure refusal) {
    return new RunSummary(
        null,
        kind,
        ofRun,
        job,
        RunStatus.PLANNED,
        refusal == null ? null : refusal.code(),
        source,
        Provenance.NONE,
        counts,
        rejectFile,
        rejectCodes,
        null,
        null,
        planningSeconds,
        0,
        refusal == null ? null : refusal.getMessage(),
        notes);
  }

  /** Of an input that the run has imported before: nothing was read, nothing done. */
  public static RunSummary alreadyDone(Run run, Source source) {
    return new RunSummary(
        run.id(),
        run.kind(),
        run.ofRun(),
        run.job(),
        RunStatus.ALREADY_DONE,
        null,
        source,
        run.provenance(),
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

  /** Of what ended before a run was begun, or without leaving one. */
  public static RunSummary notBegun(
      @Nullable String job, @Nullable Source source, Failure failure) {
    return new RunSummary(
        null,
        null,
        null,
        job,
        RunStatus.of(failure),
        failure.code(),
        source,
        Provenance.NONE,
        Counts.NONE,
        null,
        Map.of(),
        null,
        null,
        0,
        0,
        failure.getMessage(),
        List.of());
  }

  /** The same, with one thing more that the user should know. */
  public RunSummary withNote(String note) {
    return new RunSummary(
        run,
        kind,
        ofRun,
        job,
        status,
        code,
        source,
        provenance,
        counts,
        rejectFile,
        rejectCodes,
        started,
        finished,
        seconds,
        restarts,
        message,
        Stream.concat(notes.stream(), Stream.of(note)).toList());
  }

  /** With which a command ends that did this alone; null of a run that is at work or abandoned. */
  public @Nullable Integer exitCode() {
    if (code != null) {
      return code.outcome().exitCode();
    }
    boolean rejects = status == RunStatus.PLANNED && counts.rejected() > 0;
    return rejects ? RunStatus.COMPLETED_WITH_REJECTS.exitCode() : status.exitCode();
  }
}
