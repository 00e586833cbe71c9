package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.database.Ledger;
import dev.rollcall.meaning.CellSamples;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.Touched;
import java.sql.Connection;
import java.sql.SQLException;
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
  private static final int REJECTS_OF_EACH_CODE = 5;

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
   * @throws Failure if the import could not even begin
   */
  public Plan plan(Request delivered, PlanDepth depth) {
    try {
      Request meant = Retry.meant(database, delivered);
      Source source = source(meant);
      RunStart.Decision start =
          database.undone(
              () -> {
                database.keep(meant.job().extras());
                return decide(meant, source);
              });
      Request request = meant;
      if (start.done()) {
        if (depth != PlanDepth.USERS || start.run().counts().relative() > 0) {
          return done(start, source);
        }
        request = meant.repeated();
        Request again = request;
        start = database.undone(() -> decide(again, source));
      }
      return rehearsed(request, source, start.run(), depth);
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private Plan rehearsed(Request request, Source source, Run start, PlanDepth depth) {
    try (ImportTask task = task(request, start)) {
      @Nullable Failure refusal = task.read(start, runContext.files().planning());
      return database.undone(
          () -> {
            // The run that was undone before, once more: nobody else makes any, so with its
            // number.
            Run run = decide(request, source).run();
            return database.rehearsed(run, () -> rehearse(request, task, refusal, depth));
          });
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
      database.keep(request.job().extras());
      RunStart.Decision start = decide(request, source);
      if (start.done()) {
        return done(start, source);
      }
      try (ImportTask task = task(request, start.run())) {
        @Nullable Failure refusal = task.read(start.run(), runContext.files().planning());
        Plan plan = rehearse(request, task, refusal, PlanDepth.ROWS);
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
    return new Plan(
        RunReport.of(start.alreadyDone(source)),
        CellSamples.NONE,
        new Touched(0, 0, 0, 0),
        0,
        start.run().definition(),
        "",
        null,
        null);
  }

  private RunStart.Decision decide(Request request, Source source) {
    return RunStart.of(database, request, source);
  }

  private ImportTask task(Request request, Run run) {
    return new ImportTask(database, request, runContext, run, true);
  }

  private Plan rehearse(
      Request request, ImportTask task, @Nullable Failure refusal, PlanDepth depth) {
    task.begin();
    if (refusal == null) {
      return rehearse(request, task, depth);
    }
    Run refused = task.run();
    task.noteRejects(refused);
    return look(request, task, refused, refusal, depth, null);
  }

  private Plan rehearse(Request request, ImportTask task, PlanDepth depth) {
    @Nullable ComparedUsers users =
        depth == PlanDepth.USERS ? new ComparedUsers(database, task.run()) : null;
    Run run;
    @Nullable Failure refusal;
    try {
      run = task.rehearse();
      refusal = new GuardPolicy(request).judge(run, database);
    } catch (Failure e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
      refusal = e;
      run = task.run();
      // Not all rows were tried.
      users = null;
    }
    task.writeRejectFile(run);
    return look(request, task, run, refusal, depth, users);
  }

  private Plan look(
      Request request,
      ImportTask task,
      Run run,
      @Nullable Failure refusal,
      PlanDepth depth,
      @Nullable ComparedUsers compared) {
    database.entityManager().flush();
    Touched touched = ledger(run, database.ledger()::touched);
    Counts counts = run.counts();
    long users =
        database.onConnection(database.users()::count)
            + counts.deleted()
            + counts.removed()
            - counts.created();
    return new Plan(
        report(task, run, refusal, depth),
        CellSamples.of(request.job(), request.input()),
        touched,
        users,
        run.definition(),
        depth == PlanDepth.ROWS ? "" : fingerprint(run),
        compared == null ? null : task.compare(compared, run, touched),
        refusal);
  }

  private RunReport report(ImportTask task, Run run, @Nullable Failure refusal, PlanDepth depth) {
    List<String> notes = new ArrayList<>(task.notes());
    String twice = OtherJobs.haveApplied(database, run);
    if (twice != null) {
      notes.add(twice);
    }
    Ledger ledger = database.ledger();
    Map<String, RejectCount> codes =
        database.onConnection(connection -> ledger.rejects().count(connection, run.id()));
    boolean whole = depth == PlanDepth.USERS;
    return new RunReport(
        RunSummary.of(run, codes, notes).asPlanned(task.elapsedMillis() / 1000.0, refusal),
        null,
        false,
        0,
        ledger(run, ledger::moves),
        whole ? ledger(run, ledger::createdLevels) : Map.of(),
        ledger(run, (c, id, after) -> ledger.firstChanges(c, id, after, CHANGES_SHOWN)),
        whole
            ? ledger(run, (c, id, after) -> ledger.rejects().first(c, id, REJECTS_OF_EACH_CODE))
            : List.of(),
        List.of());
  }

  /** What the ledger tells of the changes of a run. */
  private interface Asked<T> {
    T of(Connection connection, long runId, long after) throws SQLException;
  }

  private <T> T ledger(Run run, Asked<T> asked) {
    return database.onConnection(connection -> asked.of(connection, run.id(), run.changesAfter()));
  }

  private String fingerprint(Run run) {
    Fingerprint fingerprint = new Fingerprint();
    database.execute(
        connection -> {
          database.ledger().eachChange(connection, run.id(), run.changesAfter(), fingerprint::add);
          database.ledger().rejects().each(connection, run.id(), fingerprint::add);
        });
    return fingerprint.value();
  }
}
