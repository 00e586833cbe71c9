package dev.rollcall.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.database.Database;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.RejectCount;
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
public final class SummaryJson {

  private static final String SCHEMA = "rollcall/run/1";

  /** How each of them begins, of whatever version. */
  static final String START = "{\"schema\":\"rollcall/run/";

  private SummaryJson() {}

  /**
   * The document.
   *
   * @param database null if the command ended before it knew
   */
  public static String of(RunSummary summary, @Nullable Database database) {
    return Json.text(json -> write(json, summary, database));
  }

  public static void write(JsonGenerator json, RunSummary summary, @Nullable Database database)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    Json.field(json, "run", summary.run());
    RunKind kind = summary.kind();
    Json.field(json, "kind", kind == null ? null : kind.word());
    Json.field(json, "of", summary.ofRun());
    Json.field(json, "job", summary.job());
    json.writeStringField("status", summary.status().name());
    Integer exit = summary.exitCode();
    Json.field(json, "exit", exit == null ? null : exit.longValue());
    Json.field(json, "code", summary.code() == null ? null : summary.code().name());
    Json.field(json, "database", database == null ? null : database.address());
    write(json, summary.source());
    Json.field(json, "job_file", summary.provenance().jobFile());
    Json.field(json, "ran_by", summary.provenance().ranBy());
    Json.field(json, "ran_with", summary.provenance().version());
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
    Json.field(json, "version", Origin.current().version());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, @Nullable Source source) throws IOException {
    if (source == null) {
      json.writeNullField("source");
      return;
    }
    json.writeObjectFieldStart("source");
    json.writeStringField("name", source.name());
    Json.field(json, "sha256", source.isRead() ? source.sha256() : null);
    Json.field(json, "bytes", source.isRead() ? source.bytes() : null);
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
    json.writeNumberField("retired", counts.retired());
    json.writeEndObject();
    json.writeObjectFieldStart("levels");
    json.writeNumberField("raised", counts.raised());
    json.writeNumberField("lowered", counts.lowered());
    json.writeEndObject();
  }

  private static void writeRejects(JsonGenerator json, RunSummary summary) throws IOException {
    json.writeObjectFieldStart("rejects");
    Json.field(json, "file", summary.rejectFile());
    Map<String, RejectCount> codes = new TreeMap<>(summary.rejectCodes());
    json.writeObjectFieldStart("codes");
    for (Map.Entry<String, RejectCount> code : codes.entrySet()) {
      json.writeNumberField(code.getKey(), code.getValue().rows());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("first");
    for (Map.Entry<String, RejectCount> code : codes.entrySet()) {
      json.writeNumberField(code.getKey(), code.getValue().firstLine());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
