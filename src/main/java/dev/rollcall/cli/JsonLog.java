package dev.rollcall.cli;

import dev.rollcall.jobs.JsonObject;
import dev.rollcall.jobs.SummaryLine;
import dev.rollcall.problem.Problem;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a log as programs collect them: an object a line, with the fields of the Elastic Common
 * Schema, and what that has no field for under {@code rollcall}.
 */
final class JsonLog {

  private static final String SCHEMA = "8.11";
  private static final double NANOS = 1e9;

  /** How it begins; the lines of everybody else have none. */
  static final String PREFIX = "rollcall: ";

  private JsonLog() {}

  /** Anything that was said. */
  static String line(String level, String text) {
    String message = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    return begin(level, message, "message").toString();
  }

  /** How a run ended. */
  static String ended(RunSummary run) {
    boolean well = run.status().isCompleted() || run.status() == RunStatus.ALREADY_DONE;
    String level = run.status() == RunStatus.COMPLETED_WITH_REJECTS ? "warn" : "info";
    JsonObject json =
        begin(well ? level : "error", SummaryLine.of(run), "run-ended")
            .put("event.outcome", well ? "success" : "failure")
            .put("event.start", run.started())
            .put("event.end", run.finished())
            .put("event.duration", Math.round(run.seconds() * NANOS))
            .put("error.code", run.code() == null ? null : run.code().name());
    put(run, json);
    put(run.counts(), json);
    return json.put("rollcall.notes", run.notes()).toString();
  }

  /**
   * Something that is wrong.
   *
   * @param message what, where and what to do
   * @param run of which it is; null if it is of none
   */
  static String problem(Problem problem, String message, @Nullable RunSummary run) {
    JsonObject json =
        begin("error", message, "problem")
            .put("event.outcome", "failure")
            .put("error.code", problem.code().name())
            .put("rollcall.exit", problem.code().outcome().exitCode());
    if (run != null) {
      put(run, json);
    }
    return json.toString();
  }

  private static JsonObject begin(String level, String message, String action) {
    return new JsonObject()
        .put("@timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("log.level", level)
        .put("message", message)
        .put("ecs.version", SCHEMA)
        .put("service.name", "rollcall")
        .put("service.version", Origin.current().version())
        .put("event.kind", "event")
        .put("event.dataset", "rollcall.log")
        .put("event.action", action);
  }

  private static void put(RunSummary run, JsonObject json) {
    json.put("rollcall.job", run.job())
        .put("rollcall.run", run.run())
        .put("rollcall.file", run.source() == null ? null : run.source().name())
        .put("rollcall.status", run.status().name())
        .put("rollcall.rejects_file", run.rejectFile());
  }

  private static void put(Counts counts, JsonObject json) {
    json.put("rollcall.rows.read", counts.read())
        .put("rollcall.rows.created", counts.created())
        .put("rollcall.rows.updated", counts.updated())
        .put("rollcall.rows.unchanged", counts.unchanged())
        .put("rollcall.rows.deleted", counts.deleted())
        .put("rollcall.rows.rejected", counts.rejected())
        .put("rollcall.rows.removed", counts.removed())
        .put("rollcall.rows.retired", counts.retired());
  }
}
