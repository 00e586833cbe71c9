package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.jobs.Json;
import dev.rollcall.jobs.SummaryLine;
import dev.rollcall.problem.Problem;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.io.IOException;
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
    return Json.text(
        json -> {
          begin(json, level, message, "message");
          json.writeEndObject();
        });
  }

  /** How a run ended. */
  static String ended(RunSummary run) {
    boolean well = run.status().isCompleted() || run.status() == RunStatus.ALREADY_DONE;
    String level = run.status() == RunStatus.COMPLETED_WITH_REJECTS ? "warn" : "info";
    return Json.text(
        json -> {
          begin(json, well ? level : "error", SummaryLine.of(run), "run-ended");
          json.writeStringField("event.outcome", well ? "success" : "failure");
          Json.field(json, "event.start", run.started());
          Json.field(json, "event.end", run.finished());
          json.writeNumberField("event.duration", Math.round(run.seconds() * NANOS));
          Json.field(json, "error.code", run.code() == null ? null : run.code().name());
          write(json, run);
          write(json, run.counts());
          json.writeArrayFieldStart("rollcall.notes");
          for (String note : run.notes()) {
            json.writeString(note);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /**
   * Something that is wrong.
   *
   * @param message what, where and what to do
   * @param run of which it is; null if it is of none
   */
  static String problem(Problem problem, String message, @Nullable RunSummary run) {
    return Json.text(
        json -> {
          begin(json, "error", message, "problem");
          json.writeStringField("event.outcome", "failure");
          json.writeStringField("error.code", problem.code().name());
          json.writeNumberField("rollcall.exit", problem.code().outcome().exitCode());
          if (run != null) {
            write(json, run);
          }
          json.writeEndObject();
        });
  }

  private static void begin(JsonGenerator json, String level, String message, String action)
      throws IOException {
    json.writeStartObject();
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    json.writeStringField("@timestamp", now);
    json.writeStringField("log.level", level);
    json.writeStringField("message", message);
    json.writeStringField("ecs.version", SCHEMA);
    json.writeStringField("service.name", "rollcall");
    Json.field(json, "service.version", Origin.current().version());
    json.writeStringField("event.kind", "event");
    json.writeStringField("event.dataset", "rollcall.log");
    json.writeStringField("event.action", action);
  }

  private static void write(JsonGenerator json, RunSummary run) throws IOException {
    Json.field(json, "rollcall.job", run.job());
    Json.field(json, "rollcall.run", run.run());
    Json.field(json, "rollcall.file", run.source() == null ? null : run.source().name());
    json.writeStringField("rollcall.status", run.status().name());
    Json.field(json, "rollcall.rejects_file", run.rejectFile());
  }

  private static void write(JsonGenerator json, Counts counts) throws IOException {
    json.writeNumberField("rollcall.rows.read", counts.read());
    json.writeNumberField("rollcall.rows.created", counts.created());
    json.writeNumberField("rollcall.rows.updated", counts.updated());
    json.writeNumberField("rollcall.rows.unchanged", counts.unchanged());
    json.writeNumberField("rollcall.rows.deleted", counts.deleted());
    json.writeNumberField("rollcall.rows.rejected", counts.rejected());
    json.writeNumberField("rollcall.rows.removed", counts.removed());
    json.writeNumberField("rollcall.rows.retired", counts.retired());
  }
}
