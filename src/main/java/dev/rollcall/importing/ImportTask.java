package dev.rollcall.importing;

import dev.rollcall.applying.Balance;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.Writers;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.Touched;
import dev.rollcall.staging.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work of one run, in the pieces that become transactions. Which pieces share one is not
 * decided here but by {@link ImportSteps} and {@link Planner}. Not thread-safe; used for one
 * execution, then closed.
 */
final class ImportTask implements AutoCloseable {

  private final UserDatabase database;
  private final Request request;
  private final RunContext runContext;
  private final Run run;
  private final long runId;
  private final GuardPolicy guards;
  private final RunRejects rejects;
  private final RunProgress progress;
  private final RetiredUsers retired;
  private @Nullable Mirror mirror;
  private final long startedNanos = System.nanoTime();
  private final Set<String> notes = new LinkedHashSet<>();
  private @Nullable MappedInput delivery;
  private @Nullable Retry retry;
  private @Nullable StagedRecords staged;
  private boolean refusedReading;
  private @Nullable RunWriting writing;

  /**
   * @param run as it was started
   * @param planning whether the run is to leave no trace: no files but those that were asked for
   */
  ImportTask(
      UserDatabase database, Request request, RunContext runContext, Run run, boolean planning) {
    this.database = database;
    this.request = request;
    this.runContext = runContext;
    this.run = run;
    this.runId = run.id();
    this.guards = new GuardPolicy(request);
    this.rejects =
        new RunRejects(database, request, runContext.files(), runId, notes::add, planning);
    this.progress = new RunProgress(database, run);
    this.retired = RetiredUsers.of(request.job(), database);
    this.mirror = Mirror.of(request.job(), database);
  }

  /**
   * Reads and stages the input of a run that is in the ledger, unless it has done so before. Must
   * be called outside any transaction: reading may take minutes, during which others may write.
   *
   * @throws Failure what is wrong with the input, or {@code REJECT_LIMIT}
   */
  void stage() {
    Run begun = database.inTransaction(this::begin);
    if (staged == null) {
      Failure.throwIfAny(read(begun, runContext.files().staging(runId)));
    }
    if (!mayWriteAtOnce()) {
      HandingOut.sayWhyNot(database, request, notes::add);
      database.inTransaction(() -> writing().prepareFirst());
    }
  }

  /**
   * Begins the run, or continues it: rejects that were noted as it ended will come again, but what
   * of these was settled meanwhile stays settled. Must be called in a transaction.
   */
  Run begin() {
    Run held = progress.held();
    rejects.begin(held);
    return held;
  }

  /**
   * Reads and stages the input.
   *
   * @param run as it is or will be in the ledger
   * @param file what the staged rows are named after, if they go to the disk
   * @return why the run must not go on, if so; what was read until then is staged
   */
  @Nullable Failure read(Run run, Path file) {
    rejects.makeRoom();
    delivery = new MappedInput(request.job(), request.input(), database.users().columns());
    notes.addAll(delivery.notes());
    retry = Retry.of(request, database, run);
    Stager.Staged outcome = new Stager(delivery, request, run, retry, file, runContext).stage();
    staged = outcome.rows();
    refusedReading = outcome.refusal() != null;
    notes.addAll(outcome.notes());
    if (mirror != null && outcome.refusal() == null) {
      Mirror.checkNotEmpty(staged.records());
    }
    return outcome.refusal();
  }

  /**
   * Notes the rejects with which the run was refused, if it was, and writes them to their file.
   * Must be called in the transaction that ends the run.
   */
  void noteRejects(Run run) {
    if (refusedReading && run.position() > 0) {
      // Which of what was read is behind the position, only the whole input could tell.
      rejects.writeFile(run, delivery());
    } else if (delivery != null) {
      boolean inTurn = writing == null || !writing.wasAtOnce();
      rejects.noteEnding(run, refusedReading ? staged() : null, inTurn, delivery());
    }
  }

  /** Not where all parts are one transaction, or the order of the rows counts for all. */
  boolean mayWriteAtOnce() {
    return HandingOut.isPossible(database, request, run);
  }

  /** See {@link RunWriting#cause}. */
  Exception cause(Exception thrown) {
    return writing == null ? thrown : writing.cause(thrown);
  }

  /** See {@link RunWriting#writeAtOnce}. Must be called outside any transaction. */
  void writeAtOnce() throws SQLException {
    Writers writers = database.writers();
    if (writers != null && mayWriteAtOnce()) {
      writing().writeAtOnce(writers);
    }
  }

  /** See {@link RunWriting#writeChunk}. Must be called in a transaction, and is undone with it. */
  int writeChunk() {
    return writing().writeChunk();
  }

  /**
   * Does what is left when all rows are done, and checks the balance. Must be called in the
   * transaction of the last chunk, or one after it.
   */
  Run conclude() {
    Run run = RunProgress.gathered(database, progress.held());
    if (mirror != null) {
      rejects.refuse(mirror.refusal());
      mirror.removeUnnamed(run);
    }
    retired.endReturned(database, run.id());
    database.entityManager().flush();
    database.execute(
        connection -> Balance.check(run, staged().records(), database.ledger(), connection));
    return run;
  }

  /**
   * Ends the run. Must be called in a transaction, after the last chunk; with its commit the run is
   * done.
   *
   * @param wholeRun whether the transaction holds all chunks, so that the guards can still stop it
   */
  void finish(boolean wholeRun) {
    UsersAhead ahead = database.ahead();
    if (ahead != null) {
      // While the balance is drawn.
      ahead.tidyUpAll();
    }
    Run run = conclude();
    Failure.throwIfAny(wholeRun ? guards.judge(run, database) : null);
    writeRejectFile(run);
    progress.complete(run, elapsedMillis(), request.delivery());
  }

  /**
   * Asks the guards before anything is written. A run whose chunks would be visible one by one is
   * rehearsed, if they want to see it whole: the same run in one transaction, which is rolled back.
   * Must be called outside any transaction.
   *
   * @throws Failure {@code GUARD}
   */
  void judgeBeforehand() {
    // A run that was let through once, and died, goes on.
    if (guards.judgeNothing() || position() > 0) {
      return;
    }
    Failure.throwIfAny(guards.judgeRows(staged().records(), database));
    if (!guards.isOfUsers() || request.job().rollback() == RollbackPolicy.RUN) {
      return;
    }
    try {
      database.undone(
          () -> {
            database.rehearsed(run, () -> Failure.throwIfAny(guards.judge(rehearse(), database)));
            return run;
          });
    } finally {
      rewind();
    }
  }

  /** Does all that is left of the run, for a transaction that will be rolled back. */
  Run rehearse() {
    while (writeChunk() > 0) {
      // One after the other.
    }
    return conclude();
  }

  /** Goes back to where the run is in the ledger, after a transaction was rolled back. */
  void rewind() {
    if (writing != null) {
      writing.close();
    }
    writing = null;
    mirror = Mirror.of(request.job(), database);
  }

  private RunWriting writing() {
    if (writing == null) {
      writing =
          new RunWriting(
              database, runContext, request, run, rejects, retry, mirror, retired, staged(), notes);
    }
    return writing;
  }

  /** How many rows are done, as committed. Must be called outside any transaction. */
  long position() {
    return database.inTransaction(() -> database.onConnection(this::position));
  }

  private long position(Connection connection) throws SQLException {
    return database.ledger().parts().of(connection, runId).stream().mapToLong(Part::position).sum();
  }

  /** The run as the transaction under way has it. */
  Run run() {
    return RunProgress.gathered(database, database.run(runId));
  }

  void writeRejectFile(Run run) {
    rejects.writeFile(run, delivery());
  }

  /** How many rejects of each code the run has, if it has just written them; else null. */
  @Nullable Map<String, RejectCount> rejectCodes() {
    return rejects.inFile();
  }

  /** What the user should know of the input. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Since the task was made. */
  long elapsedMillis() {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }

  private MappedInput delivery() {
    return Objects.requireNonNull(delivery, "the input has not been read");
  }

  private StagedRecords staged() {
    return Objects.requireNonNull(staged, "the input has not been staged");
  }

  /** How its users compare with those of the database, after a rehearsal. */
  Comparison compare(ComparedUsers users, Run run, Touched touched) {
    return users.after(run, new StagedChunks(staged(), 0), mirror, touched);
  }

  @Override
  public void close() {
    rewind();
    rejects.close();
    if (staged != null) {
      staged.close();
    }
  }
}
