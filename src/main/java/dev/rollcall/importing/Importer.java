package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Imports one input after the other into one database. Whoever calls must hold the database's run
 * lock; not thread-safe.
 */
public final class Importer {

  private final UserDatabase database;
  private final BatchJobs batch;
  private final RunContext runContext;
  private final Function<Throwable, Failure> explain;

  /**
   * @param explain makes a message of whatever went wrong in the database or elsewhere
   */
  public Importer(
      UserDatabase database,
      BatchJobs batch,
      RunContext runContext,
      Function<Throwable, Failure> explain) {
    this.database = database;
    this.batch = batch;
    this.runContext = runContext;
    this.explain = explain;
  }

  /**
   * Imports the input, whole and once: finishes what died, does nothing if it is done already.
   *
   * @return how it ended; also a run that failed or was refused is an answer
   */
  public ImportResult run(Request delivered) {
    Request request = delivered;
    Input input = request.input();
    RunStart.Decision start;
    Source source;
    try {
      request = Retry.meant(database, delivered);
      source = new Source(input.name(), input.sha256(), input.bytes());
      Request meant = request;
      start =
          database.untilUndisturbed(
              () -> {
                database.keep(meant.job().extras());
                database.execute(database.users()::know);
                return RunStart.of(database, meant, source);
              });
      start.abandoned().forEach(run -> runContext.files().discardStaging(run.id()));
    } catch (RuntimeException e) {
      return notBegun(request, explain.apply(e));
    }
    if (start.done()) {
      // It may have died between its last commit and this.
      runContext.files().discardStaging(start.run().id());
      return new ImportResult(
          start.told() ? start.alreadyDone(source) : toldLate(start, request), null);
    }
    return work(request, start);
  }

  private RunSummary toldLate(RunStart.Decision start, Request request) {
    List<String> notes = start.note() == null ? List.of() : List.of(start.note());
    return summary(start.run().id(), notes, null, request, null);
  }

  /**
   * Imports the fixed rejects of a run.
   *
   * @param file the fixed file, null for the one that the run has written
   * @param adjust what the command says of the job
   * @throws Failure {@code USAGE} if there is no such run, or it has no rejects; {@code
   *     INPUT_NOT_FOUND} and the like if there is no such file
   */
  public ImportResult retry(RunName name, @Nullable Path file, UnaryOperator<ImportJob> adjust) {
    Run run = explained(() -> database.inTransaction(() -> RejectsLeft.find(database, name, file)));
    Path written = Path.of(String.valueOf(run.rejectFile()));
    ImportJob asRun = explained(() -> Retry.job(run)).rejectingTo(SideFiles.wantedRejects(written));
    ImportJob job = adjust.apply(asRun);
    String path = file == null ? String.valueOf(run.rejectFile()) : file.toString();
    Input input = Input.of(Path.of(path), path);
    return run(explained(() -> Retry.asked(database, run, job, input)));
  }

  private <T> T explained(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private ImportResult work(Request request, RunStart.Decision start) {
    long runId = start.run().id();
    List<String> notes = new ArrayList<>();
    if (start.note() != null) {
      notes.add(start.note());
    }
    Failure failure = null;
    Map<String, RejectCount> rejectCodes;
    try (ImportTask task = new ImportTask(database, request, runContext, start.run(), false)) {
      try {
        execute(request.job(), task, runId);
        database.sync().run();
      } catch (Exception e) {
        failure = record(start.run(), explain.apply(task.cause(e)), task, true);
      }
      // To count them once more would take as long as a chunk.
      rejectCodes = task.rejectCodes();
      notes.addAll(task.notes());
    }
    return new ImportResult(summary(runId, notes, rejectCodes, request, failure), failure);
  }

  /**
   * Executes the run to its end. A chunk that another program has disturbed is undone, and the run
   * goes on from where it is: but not for ever, if it gets no further.
   */
  private void execute(ImportJob job, ImportTask task, long runId) throws Exception {
    long position = -1;
    int disturbed = 0;
    while (true) {
      try {
        batch.execute(job, task, runId);
        return;
      } catch (Exception e) {
        if (!database.disturbed().test(e)) {
          throw e;
        }
        task.rewind();
        long now = task.position();
        disturbed = now > position ? 1 : disturbed + 1;
        position = now;
        if (disturbed > UserDatabase.MOST_DISTURBED) {
          throw e;
        }
      }
    }
  }

  /**
   * Notes in the ledger how the run ended, and writes its rejects if they are the reason; if the
   * database still takes anything.
   *
   * @param rejects whether to note the rejects that ended it, if any did
   * @return why the run ended: rejects that can't be written are what to do something about first
   */
  private Failure record(Run started, Failure failure, ImportTask task, boolean rejects) {
    try {
      database.inTransaction(
          () -> {
            Run run = database.run(started.id());
            if (!new RunProgress(database, started).isOurs(run)) {
              return run;
            }
            RunProgress.gathered(database, run);
            if (rejects) {
              task.noteRejects(run);
            }
            run.end(failure);
            run.worked(task.elapsedMillis());
            return run;
          });
      return failure;
    } catch (RuntimeException e) {
      if (rejects && failure.outcome() == Outcome.REFUSED) {
        Failure second = explain.apply(e);
        second.addSuppressed(failure);
        return record(started, second, task, false);
      }
      // The run stays as it is in the ledger, STARTED; the next start takes it over all the same.
      failure.addSuppressed(e);
      return failure;
    }
  }

  /**
   * @param rejectCodes null to have them counted
   */
  private RunSummary summary(
      long runId,
      List<String> notes,
      @Nullable Map<String, RejectCount> rejectCodes,
      Request request,
      @Nullable Failure failure) {
    try {
      return database.undone(
          () -> {
            Run run = database.run(runId);
            if (failure != null && run.status() == RunStatus.STARTED) {
              // The ledger did not take how it ended, but whoever reads this is to know.
              run.end(failure);
            }
            Map<String, RejectCount> codes =
                rejectCodes != null
                    ? rejectCodes
                    : database.onConnection(c -> database.ledger().rejects().count(c, runId));
            String twice = OtherJobs.haveApplied(database, run);
            RunSummary summary = RunSummary.of(run, codes, notes);
            return twice == null ? summary : summary.withNote(twice);
          });
    } catch (RuntimeException e) {
      Failure shown = failure == null ? explain.apply(e) : failure;
      return notBegun(request, shown).summary();
    }
  }

  private static ImportResult notBegun(Request request, Failure failure) {
    Source source = Source.unread(request.input().name());
    return new ImportResult(RunSummary.notBegun(request.job().name(), source, failure), failure);
  }
}
