package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run's summary as programs read it. */
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
  public static JsonObject of(RunSummary summary, @Nullable Database database) {
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("run", summary.run())
        .put("kind", summary.kind() == null ? null : summary.kind().word())
        .put("of", summary.ofRun())
        .put("job", summary.job())
        .put("status", summary.status().name())
        .put("exit", summary.exitCode())
        .put("code", summary.code() == null ? null : summary.code().name())
        .put("database", database == null ? null : database.address())
        .put("source", summary.source() == null ? null : source(summary.source()))
        .put("job_file", summary.provenance().jobFile())
        .put("ran_by", summary.provenance().ranBy())
        .put("ran_with", summary.provenance().version())
        .put("counts", counts(summary.counts()))
        .put("levels", levels(summary.counts()))
        .put("rejects", rejects(summary))
        .put("started", summary.started())
        .put("finished", summary.finished())
        .put("seconds", summary.seconds())
        .put("restarts", summary.restarts())
        .put("message", summary.message())
        .put("notes", summary.notes())
        .put("version", Origin.current().version());
  }

  private static JsonObject source(Source source) {
    return new JsonObject()
        .put("name", source.name())
        .put("sha256", source.isRead() ? source.sha256() : null)
        .put("bytes", source.isRead() ? source.bytes() : null);
  }

  private static JsonObject counts(Counts counts) {
    return new JsonObject()
        .put("read", counts.read())
        .put("created", counts.created())
        .put("updated", counts.updated())
        .put("unchanged", counts.unchanged())
        .put("deleted", counts.deleted())
        .put("rejected", counts.rejected())
        .put("removed", counts.removed())
        .put("retired", counts.retired());
  }

  private static JsonObject levels(Counts counts) {
    return new JsonObject().put("raised", counts.raised()).put("lowered", counts.lowered());
  }

  private static JsonObject rejects(RunSummary summary) {
    JsonObject rows = new JsonObject();
    JsonObject first = new JsonObject();
    new TreeMap<>(summary.rejectCodes())
        .forEach(
            (code, count) -> {
              rows.put(code, count.rows());
              first.put(code, count.firstLine());
            });
    return new JsonObject()
        .put("file", summary.rejectFile())
        .put("codes", rows)
        .put("first", first);
  }
}
