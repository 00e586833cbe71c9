package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.PruneFigures;
import dev.rollcall.jobs.Json;
import dev.rollcall.pruning.PruneResult;
import org.jspecify.annotations.Nullable;

/** What pruning came to, as programs read it: one JSON document on one line. */
final class PruneJson {

  private static final String SCHEMA = "rollcall/prune/1";

  private PruneJson() {}

  static String of(
      PruneResult result, Database database, String before, @Nullable String job, boolean plan) {
    PruneFigures figures = result.figures();
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeStringField("database", database.address());
          json.writeBooleanField("plan", plan);
          json.writeStringField("before", before);
          Json.field(json, "job", job);
          json.writeNumberField("runs", figures.runs());
          Json.field(json, "first_run", figures.runs() == 0 ? null : figures.firstRun());
          Json.field(json, "last_run", figures.runs() == 0 ? null : figures.lastRun());
          json.writeNumberField("changes", figures.changes());
          json.writeNumberField("rejects", figures.rejects());
          json.writeNumberField("open_rejects", figures.openRejects());
          json.writeObjectFieldStart("kept");
          json.writeNumberField("open", figures.openRuns());
          json.writeNumberField("tied", figures.tied());
          json.writeEndObject();
          json.writeNumberField("bytes_before", result.before().bytes());
          json.writeNumberField("bytes", result.after().bytes());
          json.writeNumberField("bytes_free", result.after().free());
          json.writeEndObject();
        });
  }
}
