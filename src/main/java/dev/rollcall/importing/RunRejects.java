package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of one run: in the ledger, and from there in a file. Works in its caller's
 * transaction.
 */
final class RunRejects {

  private final UserDatabase database;
  private final Request request;
  private final SideFiles files;
  private final long runId;
  private final boolean planning;
  private @Nullable Map<String, Long> inFile;

  /**
   * @param planning whether only a file is written that was asked for
   */
  RunRejects(
      UserDatabase database, Request request, SideFiles files, long runId, boolean planning) {
    this.database = database;
    this.request = request;
    this.files = files;
    this.runId = runId;
    this.planning = planning;
  }

  /** Those of rows that can't be applied whatever the users are. */
  static List<Reject> in(Iterable<ParsedRow> rows) {
    List<Reject> rejects = new ArrayList<>();
    for (ParsedRow row : rows) {
      if (row instanceof Invalid invalid) {
        rejects.add(invalid.reject());
      }
    }
    return rejects;
  }

  /** Makes sure that the file can be written, if one was asked for. */
  void makeRoom() {
    Path named = request.job().rejectFile();
    if (named != null) {
      RejectFile.makeRoom(path(named));
    }
  }

  void add(List<Reject> rejects) {
    database.execute(connection -> database.ledger().addRejects(connection, runId, rejects));
  }

  /**
   * Keeps the rejects of a refused run for whoever has to mend them. One that has written users
   * before, under a higher limit, has its rejects and its place in the ledger, and keeps both.
   */
  void keepOfRefused(Run run, StagedRecords staged, Delivery delivery) {
    if (run.position() == 0) {
      long rejected = 0;
      ChunkSource source = new ChunkSource(staged, 0);
      ChunkRows rows;
      while (!(rows = source.next(ImportJob.DEFAULT_CHUNK)).isEmpty()) {
        List<Reject> rejects = in(rows);
        add(rejects);
        rejected += rejects.size();
      }
      run.advance(0, new Counts(rejected, 0, 0, 0, 0, rejected, 0, 0, 0, 0));
    }
    writeFile(run, delivery);
  }

  /**
   * Ends the run if there is a reason to. Its file is written before, from what the transaction
   * sees: it will be undone.
   *
   * @throws Failure the reason
   */
  void refuse(@Nullable Failure reason, Run run, Delivery delivery) {
    if (reason != null) {
      writeFile(run, delivery);
      throw reason;
    }
  }

  /** Writes the file anew, from the ledger as the transaction sees it. */
  void writeFile(Run run, Delivery delivery) {
    Path named = request.job().rejectFile();
    if (named == null && (planning || run.counts().rejected() == 0)) {
      return;
    }
    Path path = path(named);
    Map<String, Long> codes = new TreeMap<>();
    new RejectFile(delivery).write(path, named != null, sink -> passOn(sink, codes));
    run.rejectsAt(path.toString());
    inFile = codes;
  }

  private void passOn(Consumer<Reject> sink, Map<String, Long> codes) {
    Consumer<Reject> counting =
        reject -> {
          codes.merge(reject.code().name(), 1L, Long::sum);
          sink.accept(reject);
        };
    database.execute(connection -> database.ledger().eachReject(connection, runId, counting));
  }

  /** How many rejects of each code are in the file that was written; null if there is none. */
  @Nullable Map<String, Long> inFile() {
    return inFile;
  }

  private Path path(@Nullable Path named) {
    return files.rejects(runId, named, request.several());
  }
}
