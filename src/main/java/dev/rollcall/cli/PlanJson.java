package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.database.Database;
import dev.rollcall.importing.CellSamples;
import dev.rollcall.importing.Plan;
import dev.rollcall.jobs.Json;
import dev.rollcall.jobs.SummaryJson;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Move;
import dev.rollcall.user.User;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A plan as programs read it: one JSON document on one line, in ASCII. */
final class PlanJson {

  private static final String SCHEMA = "rollcall/plan/1";

  private PlanJson() {}

  static String of(Plan plan, Database database) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeFieldName("summary");
          SummaryJson.write(json, plan.summary(), database);
          json.writeNumberField("users", plan.users());
          json.writeObjectFieldStart("touched");
          json.writeNumberField("deleted", plan.touched().deleted());
          json.writeNumberField("lowered", plan.touched().lowered());
          json.writeNumberField("raised", plan.touched().raised());
          json.writeNumberField("changed", plan.touched().changed());
          json.writeEndObject();
          writeComparison(json, plan.comparison());
          writeMoves(json, plan);
          writeCells(json, plan);
          writeChanges(json, plan);
          writeRefusal(json, plan.refusal());
          json.writeEndObject();
        });
  }

  private static void writeComparison(JsonGenerator json, @Nullable Comparison comparison)
      throws IOException {
    if (comparison == null) {
      json.writeNullField("comparison");
      return;
    }
    json.writeObjectFieldStart("comparison");
    json.writeNumberField("same", comparison.same());
    json.writeNumberField("different", comparison.different());
    json.writeNumberField("deleted", comparison.deleted());
    json.writeNumberField("only_in_input", comparison.onlyInInput());
    json.writeNumberField("only_in_database", comparison.onlyInDatabase());
    json.writeStringField("digest_before", comparison.before());
    json.writeStringField("digest_after", comparison.after());
    json.writeEndObject();
  }

  private static void writeMoves(JsonGenerator json, Plan plan) throws IOException {
    json.writeArrayFieldStart("moves");
    for (Move move : plan.moves()) {
      json.writeStartObject();
      json.writeNumberField("from", move.from());
      json.writeNumberField("to", move.to());
      json.writeNumberField("changes", move.changes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeCells(JsonGenerator json, Plan plan) throws IOException {
    json.writeArrayFieldStart("cells");
    for (CellSamples.Sample sample : plan.samples().cells()) {
      json.writeStartObject();
      json.writeNumberField("line", sample.line());
      json.writeStringField("field", sample.field().word());
      json.writeStringField("cell", sample.cell());
      Json.field(json, "meaning", sample.rejected() ? null : sample.meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeChanges(JsonGenerator json, Plan plan) throws IOException {
    json.writeArrayFieldStart("changes");
    for (Change change : plan.changes()) {
      json.writeStartObject();
      json.writeNumberField("line", change.line());
      json.writeStringField("username", change.user().username());
      json.writeStringField("kind", change.kind().word());
      writeUser(json, "before", change.before());
      writeUser(json, "after", change.after());
      Json.field(json, "reason", change.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeUser(JsonGenerator json, String name, @Nullable User user)
      throws IOException {
    if (user == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    UserJson.writeColumns(json, user);
    json.writeEndObject();
  }

  private static void writeRefusal(JsonGenerator json, @Nullable Failure refusal)
      throws IOException {
    json.writeArrayFieldStart("refusal");
    if (refusal != null) {
      for (Problem problem : refusal.problems()) {
        json.writeStartObject();
        json.writeStringField("code", problem.code().name());
        json.writeStringField("what", problem.what());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
