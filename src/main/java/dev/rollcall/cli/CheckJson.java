package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobs.Json;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a job file, as programs read it: one JSON document on one line. */
final class CheckJson {

  private static final String SCHEMA = "rollcall/check/1";

  private CheckJson() {}

  /** Of a job file with which nothing is wrong. */
  static String right(Path file, JobDefinition definition) {
    String kind = definition instanceof JobDefinition.Import ? "import" : "report";
    return of(file.toString(), definition.name(), kind, 0, List.of());
  }

  /**
   * Of any other.
   *
   * @param job as it was named
   */
  static String wrong(String job, Failure failure) {
    Place place = failure.problems().get(0).place();
    return of(
        place == null ? job : place.file(),
        null,
        null,
        failure.outcome().exitCode(),
        failure.problems());
  }

  private static String of(
      String file, @Nullable String job, @Nullable String kind, int exit, List<Problem> problems) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeStringField("file", file);
          json.writeNumberField("exit", exit);
          Json.field(json, "job", job);
          Json.field(json, "kind", kind);
          json.writeArrayFieldStart("problems");
          for (Problem problem : problems) {
            write(json, problem);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Problem problem) throws IOException {
    Place place = problem.place();
    json.writeStartObject();
    json.writeStringField("code", problem.code().name());
    Json.field(json, "line", place == null || place.line() == 0 ? null : place.line());
    Json.field(json, "column", place == null || place.column() == 0 ? null : (long) place.column());
    json.writeStringField("what", problem.what());
    Json.field(json, "advice", problem.advice());
    json.writeEndObject();
  }
}
