package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.PruneFigures;
import dev.rollcall.jobs.JsonObject;
import dev.rollcall.pruning.PruneResult;
import org.jspecify.annotations.Nullable;

/** What pruning came to, as programs read it. */
final class PruneJson {

  private static final String SCHEMA = "rollcall/prune/1";

  private PruneJson() {}

  static JsonObject of(
      PruneResult result, Database database, String before, @Nullable String job, boolean plan) {
    PruneFigures figures = result.figures();
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("database", database.address())
        .put("plan", plan)
        .put("before", before)
        .put("job", job)
        .put("runs", figures.runs())
        .put("first_run", figures.runs() == 0 ? null : figures.firstRun())
        .put("last_run", figures.runs() == 0 ? null : figures.lastRun())
        .put("changes", figures.changes())
        .put("rejects", figures.rejects())
        .put("open_rejects", figures.openRejects())
        .put("kept", new JsonObject().put("open", figures.openRuns()).put("tied", figures.tied()))
        .put("bytes_before", result.before().bytes())
        .put("bytes", result.after().bytes())
        .put("bytes_free", result.after().free());
  }
}
