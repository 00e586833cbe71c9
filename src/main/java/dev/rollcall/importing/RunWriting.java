package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Writers;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing of a run from where the ledger has it: its parts in turn, in the transactions of the
 * caller, or at the same time. After a transaction that was undone it is of no more use. Not
 * thread-safe.
 */
final class RunWriting implements AutoCloseable {

  private final UserDatabase database;
  private final RunContext runContext;
  private final RunProgress progress;
  private final ImportJob job;
  private final Run run;
  private final RunRejects rejects;
  private final @Nullable Retry retry;
  private final @Nullable Mirror mirror;
  private final RetiredUsers retired;
  private final StagedRecords staged;
  private final Collection<String> notes;
  private @Nullable PartsInTurn inTurn;
  private boolean atOnce;
  private boolean done;

  /** The number of the part to begin with, in turn; 0 for the first. */
  private int first;

  private @Nullable Exception failure;

  /**
   * @param run as it was started
   * @param retry null if it retries nothing
   * @param mirror null if it is none
   * @param retired users whom mirrors have retired, if this is one that cares
   * @param notes what the user should know, to be added to
   */
  RunWriting(
      UserDatabase database,
      RunContext runContext,
      Request request,
      Run run,
      RunRejects rejects,
      @Nullable Retry retry,
      @Nullable Mirror mirror,
      RetiredUsers retired,
      StagedRecords staged,
      Collection<String> notes) {
    this.database = database;
    this.runContext = runContext;
    this.progress = new RunProgress(database, run);
    this.job = request.job();
    this.run = run;
    this.rejects = rejects;
    this.retry = retry;
    this.mirror = mirror;
    this.retired = retired;
    this.staged = staged;
    this.notes = notes;
  }

  /**
   * See {@link PartWriter#prepareFirst}. Must be called in a transaction; the answer is the run.
   */
  Run prepareFirst() {
    PartsInTurn parts = inTurn();
    database.execute(parts::prepareFirst);
    return run;
  }

  /**
   * Writes the next chunk; see {@link PartWriter#writeChunk}.
   *
   * @return how many rows the chunk had; 0 at the end of the last part
   */
  int writeChunk() {
    if (done) {
      return 0;
    }
    PartsInTurn parts = inTurn();
    return database.onConnection(parts::writeChunk);
  }

  /** Whether parts were written at the same time. */
  boolean wasAtOnce() {
    return atOnce;
  }

  /**
   * Writes all parts at the same time, if there are several or the run can be cut, each chunk in a
   * transaction of its own: by workers, or in this process. Must be called outside any transaction.
   *
   * @throws Failure {@code REJECT_LIMIT}, {@code STOPPED} or {@code RUN_TAKEN_OVER}
   */
  void writeAtOnce(Writers writers) throws SQLException {
    boolean rules =
        database.inTransaction(() -> database.onConnection(database.users()::hasRulesOfItsOwn));
    if (rules) {
      // Each write may decide the next.
      note(HandingOut.RULES);
      return;
    }
    HandingOut handingOut = HandingOut.of(runContext, job, staged.records());
    note(handingOut.why());
    RunParts parts =
        database.inTransaction(
            () ->
                handingOut.crew() == null
                    ? cut(writers.most(), isNobodyThere())
                    : cut(handingOut.parts(), false));
    if (parts.parts().size() == 1) {
      return;
    }
    atOnce = true;
    runContext.progress().begin(Progress.Phase.WRITING, staged.records());
    try {
      Crew crew = handingOut.crew();
      if (crew == null || parts.open() < 2) {
        writeHere(writers, parts);
      } else if (!handOut(crew, parts) && first == 0) {
        writeHere(writers, database.inTransaction(this::parts));
      }
    } catch (SQLException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void writeHere(Writers writers, RunParts parts) throws SQLException {
    boolean nobody = database.inTransaction(this::isNobodyThere);
    RunWork work = work(parts, false);
    // What is left is written in turn, on the connection that there is.
    done = new PartsAtOnce(writers, database.disturbed(), work, parts, staged, nobody).write();
  }

  /**
   * Hands all parts out to workers.
   *
   * @return whether they are done; if not, nobody else writes any of them
   */
  private boolean handOut(Crew crew, RunParts parts) throws SQLException {
    PartsHandedOut handed = new PartsHandedOut(database, crew, job, run, staged, runContext);
    switch (handed.write(parts, limit())) {
      case DONE -> {
        database.inTransaction(
            () -> {
              // They may have been done under another limit, before the run died.
              rejects.refuse(limit().ofAll(rejected(), staged.records()));
              return run;
            });
        done = true;
        note(handed.done());
      }
      case NOBODY_CAME -> note(HandingOut.nobodyCame(job.workers(), handed.said()));
      case NO_SESSION -> note(HandingOut.NO_SESSION);
      case FAILED -> {
        note(HandingOut.failed(handed.said()));
        first = handed.stuck();
      }
      case REFUSED -> first = handed.stuck();
    }
    return done;
  }

  private long rejected() {
    return database.onConnection(c -> database.ledger().parts().of(c, run.id())).stream()
        .mapToLong(part -> part.counts().rejected())
        .sum();
  }

  private void note(@Nullable String note) {
    if (note != null && job.workers().wanted()) {
      notes.add(note);
    }
  }

  /**
   * Why the run ended: where the connection of the entities is lost, too, all that is thrown may be
   * that nobody could note it.
   */
  Exception cause(Exception thrown) {
    return failure == null ? thrown : failure;
  }

  private boolean isNobodyThere() {
    return database.onConnection(database.users()::isEmpty);
  }

  private RunParts cut(int most, boolean lastIsQuicker) {
    RunParts parts = parts();
    Part whole = parts.parts().get(0);
    List<Part> cut =
        PartCut.of(staged, database.users().columns(), whole, most, job.chunk(), lastIsQuicker);
    if (cut.size() == 1) {
      return parts;
    }
    if (!database.onConnection(c -> cut(c, whole, cut))) {
      throw RunProgress.takenOver(run.id());
    }
    return parts();
  }

  private boolean cut(Connection connection, Part whole, List<Part> parts) throws SQLException {
    return database.ledger().parts().cut(connection, run.id(), whole, parts);
  }

  private PartsInTurn inTurn() {
    if (inTurn == null) {
      RunParts parts = parts().beginningWith(first);
      boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
      inTurn = new PartsInTurn(PartDatabase.of(database), work(parts, rules), parts, staged);
      runContext.progress().begin(Progress.Phase.WRITING, staged.records());
    }
    return inTurn;
  }

  private RunParts parts() {
    Run held = progress.held();
    // What was changed in it before must be there, and would be written over what chunks write.
    database.entityManager().flush();
    database.entityManager().detach(held);
    return database.onConnection(c -> RunParts.of(c, database.ledger(), held, staged));
  }

  private RejectLimitPolicy limit() {
    return new RejectLimitPolicy(job.rejectLimit(), retry != null);
  }

  private RunWork work(RunParts parts, boolean rules) {
    return new RunWork(
        run.id(),
        run.rowOrder(),
        job,
        rules,
        new JudgedRejects(rejects, limit(), staged.records()),
        retry,
        mirror,
        retired,
        runContext.stop(),
        new RunTotal(parts.counts(), runContext.progress()),
        Origin.current().nowMillis());
  }

  @Override
  public void close() {
    if (inTurn != null) {
      inTurn.close();
    }
    inTurn = null;
  }
}
