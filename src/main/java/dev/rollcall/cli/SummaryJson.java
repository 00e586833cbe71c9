package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's summary as programs read it: one JSON document on one line, in ASCII, whatever the
 * charset of the terminal.
 */
final class SummaryJson {

  private static final String SCHEMA = "rollcall/run/1";

  private SummaryJson() {}

  static String of(RunSummary summary) {
    return Json.text(json -> write(json, summary));
  }

  static void write(JsonGenerator json, RunSummary summary) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    write(json, "run", summary.run());
    RunKind kind = summary.kind();
    Json.field(json, "kind", kind == null ? null : kind.word());
    write(json, "of", summary.ofRun());
    json.writeStringField("job", summary.job());
    json.writeStringField("status", summary.status());
    write(json, summary.source());
    write(json, summary.counts());
    writeRejects(json, summary);
    Json.field(json, "started", summary.started());
    Json.field(json, "finished", summary.finished());
    json.writeNumberField("seconds", summary.seconds());
    json.writeNumberField("restarts", summary.restarts());
    Json.field(json, "message", summary.message());
    json.writeArrayFieldStart("notes");
    for (String note : summary.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Long number)
      throws IOException {
    if (number == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, number);
    }
  }

  private static void write(JsonGenerator json, @Nullable Source source) throws IOException {
    if (source == null) {
      json.writeNullField("source");
      return;
    }
    json.writeObjectFieldStart("source");
    json.writeStringField("name", source.name());
    json.writeStringField("sha256", source.sha256());
    json.writeNumberField("bytes", source.bytes());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Counts counts) throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("read", counts.read());
    json.writeNumberField("created", counts.created());
    json.writeNumberField("updated", counts.updated());
    json.writeNumberField("unchanged", counts.unchanged());
    json.writeNumberField("deleted", counts.deleted());
    json.writeNumberField("rejected", counts.rejected());
    json.writeNumberField("removed", counts.removed());
    json.writeEndObject();
    json.writeObjectFieldStart("levels");
    json.writeNumberField("raised", counts.raised());
    json.writeNumberField("lowered", counts.lowered());
    json.writeEndObject();
  }

  private static void writeRejects(JsonGenerator json, RunSummary summary) throws IOException {
    json.writeObjectFieldStart("rejects");
    Json.field(json, "file", summary.rejectFile());
    json.writeObjectFieldStart("codes");
    for (Map.Entry<String, Long> code : new TreeMap<>(summary.rejectCodes()).entrySet()) {
      json.writeNumberField(code.getKey(), code.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
