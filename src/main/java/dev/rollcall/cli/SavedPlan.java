package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.csv.WholeFile;
import dev.rollcall.importing.Plan;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * As much of a plan as it takes to tell whether an import would still do the same.
 *
 * @param sha256 of the input
 * @param fingerprint of everything the import would write
 */
record SavedPlan(String sha256, String fingerprint) {

  private static final String SCHEMA = "rollcall/saved-plan/1";
  private static final int LARGEST_FILE_BYTES = 10_000;

  static SavedPlan of(Plan plan) {
    Source source = plan.summary().source();
    return new SavedPlan(source == null ? "" : source.sha256(), plan.fingerprint());
  }

  /** Writes it to a file; throws a {@link Failure} if that can't be. */
  void write(Path path) {
    String text =
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("schema", SCHEMA);
              json.writeStringField("sha256", sha256);
              json.writeStringField("fingerprint", fingerprint);
              json.writeEndObject();
            });
    try (WholeFile file = WholeFile.create(path)) {
      file.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      file.finish();
    } catch (IOException e) {
      throw new Failure(
          new Problem(
              ProblemCode.OUTPUT_UNWRITABLE,
              Place.of(path.toString()),
              "the plan can't be written: " + e.getMessage(),
              null),
          e);
    }
  }

  /** Reads what {@link #write} has written; throws a {@link Failure} if that is not it. */
  static SavedPlan read(Path path) {
    Map<String, String> fields = new HashMap<>();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE_BYTES + 1);
      if (bytes.length > LARGEST_FILE_BYTES) {
        throw wrong(path, null);
      }
      try (JsonParser json = new JsonFactory().createParser(bytes)) {
        while (json.nextToken() != null) {
          if (json.currentToken() == JsonToken.VALUE_STRING && json.currentName() != null) {
            fields.put(json.currentName(), json.getText());
          }
        }
      }
    } catch (IOException e) {
      throw wrong(path, e);
    }
    String sha256 = fields.get("sha256");
    String fingerprint = fields.get("fingerprint");
    if (!SCHEMA.equals(fields.get("schema")) || sha256 == null || fingerprint == null) {
      throw wrong(path, null);
    }
    return new SavedPlan(sha256, fingerprint);
  }

  private static Failure wrong(Path path, @org.jspecify.annotations.Nullable IOException cause) {
    return new Failure(
        new Problem(
            ProblemCode.USAGE,
            Place.of(path.toString()),
            Files.exists(path) ? "this is no saved plan" : "there is no such plan",
            "make one with rollcall plan --save FILE"),
        cause);
  }

  /** Throws a {@link Failure} that says what differs, if the plan of today is another one. */
  void check(Plan today) {
    Source source = today.summary().source();
    if (source != null && !source.sha256().equals(sha256)) {
      throw outdated("the input is another one than was planned");
    }
    if (!today.fingerprint().equals(fingerprint)) {
      throw outdated("the users, or the job, are not as they were when this was planned");
    }
  }

  private static Failure outdated(String what) {
    return Failure.of(ProblemCode.PLAN_OUTDATED, what, "look at it again with rollcall plan");
  }
}
