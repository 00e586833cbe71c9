package dev.rollcall.importing;

import dev.rollcall.applying.Balance;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.Tally;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.CsvWriter;
import dev.rollcall.csv.WholeFile;
import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The work of one run, in the pieces that become transactions. Which pieces share one is not
 * decided here but by {@link ImportSteps}. Not thread-safe; used for one execution, then closed.
 */
final class ImportTask implements AutoCloseable {

  private final UserDatabase database;
  private final Request request;
  private final Surroundings surroundings;
  private final long runId;
  private final RejectLimitPolicy limit;
  private final long startedNanos = System.nanoTime();
  private final List<String> notes = new ArrayList<>();

  private @Nullable Delivery delivery;
  private @Nullable StagedFile staged;
  private @Nullable ChunkSource chunks;
  private @Nullable ChunkWriter<UserRow> writer;

  ImportTask(UserDatabase database, Request request, Surroundings surroundings, long runId) {
    this.database = database;
    this.request = request;
    this.surroundings = surroundings;
    this.runId = runId;
    this.limit = new RejectLimitPolicy(request.job().rejectLimit());
  }

  /**
   * Reads the input into the staging file. Must be called outside any transaction: reading may take
   * minutes, during which others may write.
   *
   * @throws Failure what is wrong with the input, or {@code REJECT_LIMIT}
   */
  void stage() {
    Path named = request.job().rejectFile();
    if (named != null) {
      RejectFile.makeRoom(rejectFile(named));
    }
    delivery = new Delivery(request.job(), request.input());
    noteColumns(delivery.columns());
    Run run = inTransaction(() -> begin());
    Path file = surroundings.files().staging(runId);
    Stager stager = new Stager(delivery, run, file, surroundings.stop(), surroundings.progress());
    Stager.Staged outcome = stager.stage();
    staged = outcome.file();
    if (outcome.file().records() == 0) {
      notes.add("the input has no rows");
    }
    Failure refusal = outcome.refusal();
    if (refusal != null) {
      inTransaction(() -> keepRejectsOfRefused(outcome.file()));
      outcome.file().delete();
      throw refusal;
    }
  }

  private Run begin() {
    Run run = database.run(runId);
    if (run.position() == 0) {
      run.beginAnew();
      database.execute(connection -> database.ledger().clearRejects(connection, runId));
    }
    return run;
  }

  /**
   * Keeps the rejects of a refused run for whoever has to mend them. One that has written users
   * before, under a higher limit, has its rejects and its place in the ledger, and keeps both.
   */
  private @Nullable Void keepRejectsOfRefused(StagedFile file) {
    Run run = database.run(runId);
    if (run.position() == 0) {
      long rejected = addRejectsOf(file);
      run.advance(0, new Counts(rejected, 0, 0, 0, 0, rejected, 0, 0, 0, 0));
    }
    writeRejectFile(run);
    return null;
  }

  private long addRejectsOf(StagedFile file) {
    long rejected = 0;
    try (ChunkSource source = new ChunkSource(file, 0)) {
      List<ParsedRow> rows;
      while (!(rows = source.next(ImportJob.DEFAULT_CHUNK)).isEmpty()) {
        List<Reject> rejects = new ArrayList<>();
        for (ParsedRow row : rows) {
          if (row instanceof Invalid invalid) {
            rejects.add(invalid.reject());
          }
        }
        addRejects(rejects);
        rejected += rejects.size();
      }
    }
    return rejected;
  }

  /**
   * Decides and writes the next chunk, with its ledger rows and the position after it. Must be
   * called in a transaction, and is undone with it.
   *
   * @return how many rows the chunk had; 0 at the end of the input
   * @throws Failure {@code REJECT_LIMIT} or {@code STOPPED}
   */
  int writeChunk() {
    surroundings.stop().check();
    Run run = database.run(runId);
    ChunkSource source = chunks(run);
    List<ParsedRow> rows = source.next(request.job().chunk());
    if (rows.isEmpty()) {
      return 0;
    }
    Tally tally = apply(rows);
    database.execute(
        connection -> database.ledger().addChanges(connection, runId, tally.changes()));
    addRejects(tally.rejects());
    run.advance(source.position(), tally.counts(rows.size()));
    Failure refusal = limit.ofAll(run.counts().rejected(), staged().records());
    if (refusal != null) {
      // Written from what the transaction sees, before it is undone.
      writeRejectFile(run);
      throw refusal;
    }
    surroundings.progress().at(source.position(), run.counts().read());
    return rows.size();
  }

  private Tally apply(List<ParsedRow> rows) {
    List<UserRow> userRows = new ArrayList<>(rows.size());
    List<Reject> rejects = new ArrayList<>();
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        userRows.add(userRow);
      } else if (row instanceof Invalid invalid) {
        rejects.add(invalid.reject());
      }
    }
    Tally tally = database.onConnection(connection -> writer().write(connection, userRows));
    rejects.forEach(tally::rejected);
    return tally;
  }

  /**
   * Checks the balance and ends the run. Must be called in a transaction, after the last chunk;
   * with its commit the run is done.
   */
  void finish() {
    Run run = database.run(runId);
    database.entityManager().flush();
    database.execute(
        connection -> Balance.check(run, staged().records(), database.ledger(), connection));
    writeRejectFile(run);
    run.worked(elapsedMillis());
    run.complete(database.onConnection(database.ledger()::newestChange));
  }

  private ChunkSource chunks(Run run) {
    if (chunks == null) {
      chunks = new ChunkSource(staged(), run.position());
      surroundings.progress().begin(Progress.Phase.WRITING, staged().records());
    }
    return chunks;
  }

  private ChunkWriter<UserRow> writer() {
    if (writer == null) {
      ImportJob job = request.job();
      boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
      writer = new ChunkWriter<>(database.users(), new RowDecider(job.mode(), job.levels()), rules);
    }
    return writer;
  }

  private void addRejects(List<Reject> rejects) {
    database.execute(connection -> database.ledger().addRejects(connection, runId, rejects));
  }

  private void writeRejectFile(Run run) {
    Path named = request.job().rejectFile();
    if (run.counts().rejected() == 0 && named == null) {
      return;
    }
    Path path = rejectFile(named);
    RejectFile file = new RejectFile(delivery());
    try (WholeFile whole = WholeFile.create(path)) {
      CsvWriter out = new CsvWriter(whole, file.delimiter(), file.charset());
      if (!file.header().isEmpty()) {
        out.row(file.header());
      }
      database.execute(
          connection ->
              database.ledger().eachReject(connection, runId, reject -> out.row(file.row(reject))));
      out.finish();
      whole.finish();
    }
    run.rejectsAt(path.toString());
  }

  private Path rejectFile(@Nullable Path named) {
    return surroundings.files().rejects(runId, named, request.several());
  }

  private void noteColumns(Columns columns) {
    if (!columns.ignored().isEmpty()) {
      notes.add("ignored columns: " + String.join(", ", columns.ignored()));
    }
    if (!columns.missing().isEmpty()) {
      notes.add("columns that are not in the input: " + String.join(", ", columns.missing()));
    }
  }

  /** What the user should know of the input. */
  List<String> notes() {
    return notes;
  }

  /** Since the task was made. */
  long elapsedMillis() {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }

  /** Gives up what is kept only to go on; for a run that is done. */
  void discardStaging() {
    staged().delete();
  }

  private <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return new TransactionTemplate(database.transactionManager()).execute(status -> work.get());
  }

  private Delivery delivery() {
    return present(delivery);
  }

  private StagedFile staged() {
    return present(staged);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the input has not been staged");
    }
    return value;
  }

  @Override
  public void close() {
    if (chunks != null) {
      chunks.close();
    }
  }
}
