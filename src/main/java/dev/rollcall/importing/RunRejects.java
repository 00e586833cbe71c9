package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Ledger;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.RowCodec;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.staging.StagingWriter;
import dev.rollcall.text.Counted;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of one run: in the ledger, and from there in a file. Works in its caller's
 * transaction.
 */
final class RunRejects implements AutoCloseable {

  /** Of rejects that ended a run: to sort them, and to keep them; more go to the disk. */
  private static final int SORTING_BYTES = 1 << 20;

  private static final int MOST_KEPT_BYTES = 1 << 20;

  private final UserDatabase database;
  private final Request request;
  private final SideFiles files;
  private final long runId;
  private final boolean planning;
  private @Nullable Map<String, RejectCount> inFile;
  private @Nullable StagedRecords ending;
  private @Nullable Failure refusal;
  private final Map<Long, Reject> settled = new HashMap<>();
  private final Consumer<String> notes;

  /**
   * @param notes takes what the user should know
   * @param planning whether only a file is written that was asked for
   */
  RunRejects(
      UserDatabase database,
      Request request,
      SideFiles files,
      long runId,
      Consumer<String> notes,
      boolean planning) {
    this.database = database;
    this.request = request;
    this.files = files;
    this.runId = runId;
    this.notes = notes;
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

  /**
   * Begins or continues: what was noted as the run ended is noted again, except what retries have
   * settled meanwhile, which stays.
   */
  void begin(Run run) {
    database
        .onConnection(connection -> database.ledger().rejects().settled(connection, runId))
        .forEach(reject -> settled.put(reject.line(), reject));
    long noted = run.forgetNoted();
    if (noted > 0) {
      database.execute(
          connection -> database.ledger().rejects().dropNewest(connection, runId, noted));
    }
  }

  /** By their lines, the rejects that retries had settled when the run began to work. */
  Map<Long, Reject> settled() {
    return settled;
  }

  /** Makes sure that the file can be written, if one was asked for; what died here goes. */
  void makeRoom() {
    StagingWriter.discardLeftovers(files.stagedRejects(runId));
    Path named = request.job().rejectFile();
    if (named != null) {
      RejectFile.makeRoom(path(named));
    }
  }

  private int add(List<Reject> rejects) {
    return database.onConnection(c -> add(c, database.ledger(), rejects));
  }

  /**
   * Adds those that the ledger has not kept; the answer is how many. Any number of writers may call
   * it, each with its own connection.
   */
  int add(Connection connection, Ledger ledger, List<Reject> rejects) throws SQLException {
    List<Reject> added =
        settled.isEmpty()
            ? rejects
            : rejects.stream().filter(reject -> !settled.containsKey(reject.line())).toList();
    ledger.addRejects(connection, runId, added);
    return added.size();
  }

  /**
   * Ends the run if there is a reason to. Its rejects, as the transaction sees them, are kept from
   * being undone with it: on the disk if need be, in the order in which they were added.
   *
   * @throws Failure the reason
   */
  void refuse(@Nullable Failure reason) {
    database.execute(connection -> refuse(connection, database.ledger(), reason));
  }

  /**
   * The same for one of several writers; the first that refuses is the one that counts, and what
   * the others throw, too: of its rejects it says how many they are.
   */
  synchronized void refuse(Connection connection, Ledger ledger, @Nullable Failure reason)
      throws SQLException {
    if (reason == null) {
      return;
    }
    if (refusal == null) {
      rescue(connection, ledger);
      refusal = reason;
    }
    throw refusal;
  }

  private void rescue(Connection connection, Ledger ledger) throws SQLException {
    RowCodec codec = new RowCodec(database.users().columns());
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    try (StagingWriter writer =
        new StagingWriter(files.stagedRejects(runId), SORTING_BYTES, MOST_KEPT_BYTES)) {
      Consumer<Reject> rescue =
          reject -> {
            codec.encode(new Invalid(reject, null));
            number.putLong(0, number.getLong(0) + 1);
            writer.add(
                number.array(), Long.BYTES, reject.line(), codec.payload(), codec.payloadLength());
          };
      ledger.rejects().eachAsAdded(connection, runId, rescue);
      ending = writer.finish();
    }
  }

  /**
   * Notes the rejects that ended the run, for whoever has to fix them.
   *
   * @param rows with those rejects among them; null for what was rescued, if anything was
   * @param inTurn whether one alone has written, so that those committed before come first
   */
  void noteEnding(Run run, @Nullable StagedRecords rows, boolean inTurn, MappedInput delivery) {
    StagedRecords from = rows == null ? ending : rows;
    if (from == null) {
      return;
    }
    long noted = 0;
    boolean first = inTurn && settled.isEmpty();
    Set<Long> there = first ? Set.of() : lines();
    long position = first ? run.counts().rejected() : 0;
    StagedChunks source = new StagedChunks(from, position, database.users().columns());
    ChunkRows chunk;
    while (!(chunk = source.next(ImportJob.DEFAULT_CHUNK)).isEmpty()) {
      noted += add(in(chunk).stream().filter(reject -> !there.contains(reject.line())).toList());
    }
    run.note(noted);
    writeFile(run, delivery);
  }

  /** Of the rejects that are in the ledger: where some were kept, they are not the first ones. */
  private Set<Long> lines() {
    Set<Long> lines = new HashSet<>();
    database.execute(
        c -> database.ledger().rejects().each(c, runId, reject -> lines.add(reject.line())));
    return lines;
  }

  /** Writes the file again, from the ledger as the transaction sees it. */
  void writeFile(Run run, MappedInput delivery) {
    Path named = request.job().rejectFile();
    if (run.counts().rejected() == 0 || named == null && planning) {
      return;
    }
    RejectFile file = new RejectFile(delivery, planning ? "" : run.mark());
    RejectPlace.Found place =
        new RejectPlace(database, files, request.job())
            .find(run, path(named), () -> file.digest(sink -> passOn(sink, new TreeMap<>())));
    Path path = place.path();
    if (place.note() != null) {
      notes.accept(place.note());
    } else if (named != null && !path.equals(named) && request.retryOf() == null) {
      notes.accept(
          "the rejects are not in " + named + ", as each of several inputs has a file of its own");
    }
    if (!settled.isEmpty()) {
      notes.accept(Counted.of(settled.size(), "reject") + " settled already, by a retry");
    }
    Map<String, RejectCount> codes = new TreeMap<>();
    String digest = file.write(path, named != null, sink -> passOn(sink, codes));
    run.rejectsAt(path.toString(), digest);
    inFile = codes;
  }

  private void passOn(Consumer<Reject> sink, Map<String, RejectCount> codes) {
    Consumer<Reject> counting =
        reject -> {
          RejectCount first = new RejectCount(1, reject.line());
          codes.merge(reject.code().name(), first, (before, one) -> before.plusOne());
          sink.accept(reject);
        };
    database.execute(connection -> database.ledger().rejects().each(connection, runId, counting));
  }

  /** How many rejects of each code are in the file that was written; null if there is none. */
  @Nullable Map<String, RejectCount> inFile() {
    return inFile;
  }

  @Override
  public void close() {
    if (ending != null) {
      ending.close();
    }
  }

  private Path path(@Nullable Path named) {
    Path path = files.rejects(runId, named, request.several());
    files.protect(request.input(), named == null ? null : path);
    return path;
  }
}
