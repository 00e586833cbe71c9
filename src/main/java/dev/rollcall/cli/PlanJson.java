package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.importing.Plan;
import dev.rollcall.jobs.JsonObject;
import dev.rollcall.jobs.SummaryJson;
import dev.rollcall.meaning.CellSamples;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.Touched;
import dev.rollcall.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as programs read it. */
final class PlanJson {

  private static final String SCHEMA = "rollcall/plan/1";

  private PlanJson() {}

  static JsonObject of(Plan plan, Database database) {
    Comparison comparison = plan.comparison();
    Failure refusal = plan.refusal();
    List<Problem> problems = refusal == null ? List.of() : refusal.problems();
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("summary", SummaryJson.of(plan.summary(), database))
        .put("users", plan.users())
        .put("touched", of(plan.touched()))
        .put("comparison", comparison == null ? null : of(comparison))
        .put("moves", plan.moves().stream().map(PlanJson::of).toList())
        .put("cells", plan.samples().cells().stream().map(PlanJson::of).toList())
        .put("changes", plan.changes().stream().map(PlanJson::of).toList())
        .put("refusal", problems.stream().map(PlanJson::of).toList());
  }

  private static JsonObject of(Touched touched) {
    return new JsonObject()
        .put("deleted", touched.deleted())
        .put("lowered", touched.lowered())
        .put("raised", touched.raised())
        .put("changed", touched.changed());
  }

  private static JsonObject of(Comparison comparison) {
    return new JsonObject()
        .put("same", comparison.same())
        .put("different", comparison.different())
        .put("deleted", comparison.deleted())
        .put("only_in_input", comparison.onlyInInput())
        .put("only_in_database", comparison.onlyInDatabase())
        .put("digest_before", comparison.before())
        .put("digest_after", comparison.after());
  }

  private static JsonObject of(Move move) {
    return new JsonObject()
        .put("from", move.from())
        .put("to", move.to())
        .put("changes", move.changes());
  }

  private static JsonObject of(CellSamples.Sample sample) {
    return new JsonObject()
        .put("line", sample.line())
        .put("field", sample.field().word())
        .put("cell", sample.cell())
        .put("meaning", sample.rejected() ? null : sample.meaning());
  }

  private static JsonObject of(Change change) {
    return new JsonObject()
        .put("line", change.line())
        .put("username", change.user().username())
        .put("kind", change.kind().word())
        .put("before", columns(change.before()))
        .put("after", columns(change.after()))
        .put("reason", change.reason());
  }

  private static @Nullable JsonObject columns(@Nullable User user) {
    return user == null ? null : UserJson.putColumns(user, new JsonObject());
  }

  private static JsonObject of(Problem problem) {
    return new JsonObject().put("code", problem.code().name()).put("what", problem.what());
  }
}
