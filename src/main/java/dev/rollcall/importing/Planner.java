package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an import would do by doing it, in one transaction that is rolled back: the same
 * code on the same users, so the same answer. Whoever calls must hold the database's run lock; not
 * thread-safe.
 */
public final class Planner {

  private static final int CHANGES_SHOWN = 10;

  private final UserDatabase database;
  private final Surroundings surroundings;
  private final Function<Throwable, Failure> explain;

  /**
   * @param explain makes a message of whatever goes wrong in the database or elsewhere
   */
  public Planner(
      UserDatabase database, Surroundings surroundings, Function<Throwable, Failure> explain) {
    this.database = database;
    this.surroundings = surroundings;
    this.explain = explain;
  }

  /**
   * Plans one import.
   *
   * @param toCompare whether the plan will be compared with another one, which takes a look at each
   *     change
   * @throws Failure if the import could not even begin
   */
  public Plan plan(Request delivered, boolean toCompare) {
    try {
      Request request = Retry.meant(database, delivered);
      Input input = request.input();
      Source source = new Source(input.name(), input.sha256(), input.bytes());
      RunStart.Decision start = database.undone(() -> decide(request, source));
      if (start.done()) {
        RunSummary done = start.alreadyDone(source);
        String definition = start.run().definition();
        return new Plan(done, List.of(), List.of(), new Touched(0, 0, 0), 0, definition, "", null);
      }
      return plan(request, source, start.run(), toCompare);
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private RunStart.Decision decide(Request request, Source source) {
    return RunStart.of(database, request, source);
  }

  private Plan plan(Request request, Source source, Run run, boolean toCompare) {
    long runId = run.id();
    try (ImportTask task = new ImportTask(database, request, surroundings, run, true)) {
      @Nullable Failure refusal = task.read(run, surroundings.files().planning());
      return database.undone(
          () -> {
            // The run that was undone before, once more: nobody else makes any, so with its number.
            decide(request, source);
            task.begin();
            if (refusal == null) {
              return rehearse(request, task, toCompare);
            }
            Run refused = database.run(runId);
            task.noteRejects(refused);
            return look(task, refused, refusal, toCompare);
          });
    }
  }

  private Plan rehearse(Request request, ImportTask task, boolean toCompare) {
    Run run;
    @Nullable Failure refusal = null;
    try {
      run = task.rehearse();
      refusal = new GuardPolicy(request.job().guards()).judge(run, database);
    } catch (Failure e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
      refusal = e;
      run = task.run();
    }
    task.writeRejectFile(run);
    return look(task, run, refusal, toCompare);
  }

  private Plan look(ImportTask task, Run run, @Nullable Failure refusal, boolean toCompare) {
    database.entityManager().flush();
    long id = run.id();
    long after = run.changesAfter();
    List<Move> moves =
        database.onConnection(connection -> database.ledger().moves(connection, id, after));
    List<Change> first =
        database.onConnection(
            connection -> database.ledger().firstChanges(connection, id, after, CHANGES_SHOWN));
    Touched touched =
        database.onConnection(connection -> database.ledger().touched(connection, id, after));
    Map<String, RejectCount> codes =
        database.onConnection(connection -> database.ledger().countRejects(connection, id));
    Counts counts = run.counts();
    long users =
        database.onConnection(database.users()::count)
            + counts.deleted()
            + counts.removed()
            - counts.created();
    List<String> notes = new ArrayList<>(task.notes());
    RunSummary summary =
        RunSummary.of(run, codes, notes).asPlanned(task.elapsedMillis() / 1000.0, refusal);
    return new Plan(
        summary,
        moves,
        first,
        touched,
        users,
        run.definition(),
        toCompare ? fingerprint(run) : "",
        refusal);
  }

  private String fingerprint(Run run) {
    Fingerprint fingerprint = new Fingerprint();
    database.execute(
        connection -> {
          database.ledger().eachChange(connection, run.id(), run.changesAfter(), fingerprint::add);
          database.ledger().eachReject(connection, run.id(), fingerprint::add);
        });
    return fingerprint.value();
  }
}
