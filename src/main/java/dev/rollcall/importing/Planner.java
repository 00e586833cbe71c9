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
import java.util.function.Consumer;
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
  private final RunContext runContext;
  private final Function<Throwable, Failure> explain;

  /**
   * @param explain makes a message of whatever goes wrong in the database or elsewhere
   */
  public Planner(
      UserDatabase database, RunContext runContext, Function<Throwable, Failure> explain) {
    this.database = database;
    this.runContext = runContext;
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
      Source source = source(request);
      RunStart.Decision start =
          database.undone(
              () -> {
                database.keep(request.job().columns().extras());
                return decide(request, source);
              });
      if (start.done()) {
        return done(start, source);
      }
      try (ImportTask task = task(request, start.run())) {
        @Nullable Failure refusal = task.read(start.run(), runContext.files().planning());
        return database.undone(
            () -> {
              // The run that was undone before, once more: nobody else makes any, so with its
              // number.
              Run run = decide(request, source).run();
              return database.rehearsed(run, () -> rehearse(request, task, refusal, toCompare));
            });
      }
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  /**
   * Plans imports one after the other, each on the users that those before it would leave, up to
   * the first that would be refused.
   *
   * @param each takes each plan before the next is begun, in the transaction
   * @throws Failure if one of them could not even begin
   */
  public void plan(List<Request> delivered, Consumer<Plan> each) {
    // Others' connections don't see what is not committed.
    UserDatabase alone = database.withoutAhead();
    Planner planner = new Planner(alone, runContext, explain);
    alone.undone(
        () -> {
          boolean refused = false;
          for (int i = 0; i < delivered.size() && !refused; i++) {
            Plan plan = planner.planNext(delivered.get(i));
            each.accept(plan);
            refused = plan.refusal() != null;
          }
          return delivered;
        });
  }

  private Plan planNext(Request delivered) {
    try {
      Request request = Retry.meant(database, delivered);
      Source source = source(request);
      database.keep(request.job().columns().extras());
      RunStart.Decision start = decide(request, source);
      if (start.done()) {
        return done(start, source);
      }
      try (ImportTask task = task(request, start.run())) {
        @Nullable Failure refusal = task.read(start.run(), runContext.files().planning());
        Plan plan = rehearse(request, task, refusal, false);
        if (plan.refusal() == null) {
          new RunProgress(database, start.run()).complete(task.run(), task.elapsedMillis(), null);
        }
        return plan;
      }
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private static Source source(Request request) {
    Input input = request.input();
    return new Source(input.name(), input.sha256(), input.bytes());
  }

  private static Plan done(RunStart.Decision start, Source source) {
    RunSummary summary = start.alreadyDone(source);
    String definition = start.run().definition();
    return new Plan(
        summary,
        List.of(),
        List.of(),
        CellSamples.NONE,
        new Touched(0, 0, 0, 0),
        0,
        definition,
        "",
        null);
  }

  private RunStart.Decision decide(Request request, Source source) {
    return RunStart.of(database, request, source);
  }

  private ImportTask task(Request request, Run run) {
    return new ImportTask(database, request, runContext, run, true);
  }

  private Plan rehearse(
      Request request, ImportTask task, @Nullable Failure refusal, boolean toCompare) {
    task.begin();
    if (refusal == null) {
      return rehearse(request, task, toCompare);
    }
    Run refused = task.run();
    task.noteRejects(refused);
    return look(request, task, refused, refusal, toCompare);
  }

  private Plan rehearse(Request request, ImportTask task, boolean toCompare) {
    Run run;
    @Nullable Failure refusal = null;
    try {
      run = task.rehearse();
      refusal = new GuardPolicy(request).judge(run, database);
    } catch (Failure e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
      refusal = e;
      run = task.run();
    }
    task.writeRejectFile(run);
    return look(request, task, run, refusal, toCompare);
  }

  private Plan look(
      Request request, ImportTask task, Run run, @Nullable Failure refusal, boolean toCompare) {
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
    String twice = OtherJobs.haveApplied(database, run);
    if (twice != null) {
      notes.add(twice);
    }
    RunSummary summary =
        RunSummary.of(run, codes, notes).asPlanned(task.elapsedMillis() / 1000.0, refusal);
    return new Plan(
        summary,
        moves,
        first,
        CellSamples.of(request.job(), request.input()),
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
