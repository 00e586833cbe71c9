package dev.rollcall.cli;

import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobs.JsonObject;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a job file, as programs read it. */
final class CheckJson {

  private static final String SCHEMA = "rollcall/check/1";

  private CheckJson() {}

  /** Of a job file with which nothing is wrong. */
  static JsonObject right(Path file, JobDefinition definition) {
    String kind = definition instanceof JobDefinition.Import ? "import" : "report";
    return of(file.toString(), definition.name(), kind, 0, List.of());
  }

  /**
   * Of any other.
   *
   * @param job as it was named
   */
  static JsonObject wrong(String job, Failure failure) {
    Place place = failure.problems().get(0).place();
    String file = place == null ? job : place.file();
    return of(file, null, null, failure.outcome().exitCode(), failure.problems());
  }

  private static JsonObject of(
      String file, @Nullable String job, @Nullable String kind, int exit, List<Problem> problems) {
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("file", file)
        .put("exit", exit)
        .put("job", job)
        .put("kind", kind)
        .put("problems", problems.stream().map(CheckJson::of).toList());
  }

  private static JsonObject of(Problem problem) {
    Place place = problem.place();
    return new JsonObject()
        .put("code", problem.code().name())
        .put("line", place == null || place.line() == 0 ? null : place.line())
        .put("column", place == null || place.column() == 0 ? null : place.column())
        .put("what", problem.what())
        .put("advice", problem.advice());
  }
}
