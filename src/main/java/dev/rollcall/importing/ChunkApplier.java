package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.applying.Tally;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.Foresight.Footing;
import dev.rollcall.importing.ChunksAhead.Chunk;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Run;
import dev.rollcall.user.NewValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Applies the chunks of a run, one a call, each in its caller's transaction.
 *
 * <p>A chunk that was prepared ahead is written only if it is sure that it would come out the same
 * now, which the database tells by its {@link Foresight}. Otherwise it is prepared once more, in
 * the transaction, which nobody can write beside.
 */
final class ChunkApplier implements AutoCloseable {

  private final UserDatabase database;
  private final ChunkWriter<UserRow> writer;
  private final BlockDecider preparer;
  private final ChunksAhead chunks;
  private final long begunMillis = Origin.current().nowMillis();
  private final Foresight foresight;

  private ChunkApplier(UserDatabase database, ChunkWriter<UserRow> writer, ChunksAhead chunks) {
    this.database = database;
    this.foresight = database.foresight().get();
    this.writer = writer;
    this.preparer = new BlockDecider(writer);
    this.chunks = chunks;
  }

  /**
   * Applies from the source's next row on; must be called in a transaction.
   *
   * @param settled the run's rejects that were fixed and applied before it got to their rows
   */
  static ChunkApplier of(
      UserDatabase database,
      ImportJob job,
      Run run,
      Map<Long, Reject> settled,
      StagedChunks source) {
    boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
    NewValues usual = job.columns().meanings().newUser(database.users().columns());
    RowDecider decider = new RowDecider(job.mode(), job.levels(), usual, settled);
    ChunkWriter<UserRow> writer =
        new ChunkWriter<>(
            database.users(), database.ledger(), run.id(), decider, rules, run.rowOrder());
    ChunksAhead chunks = new ChunksAhead(source, job.chunk(), writer, database.ahead());
    return new ChunkApplier(database, writer, chunks);
  }

  /**
   * A chunk that was written.
   *
   * @param rows none at the end
   * @param tally what became of them all
   * @param from where it began
   * @param position where the next chunk begins
   */
  record Applied(ChunkRows rows, Tally tally, long from, long position) {}

  /**
   * Begins to prepare the first chunk, in a transaction before its own; for whoever has something
   * else to do meanwhile.
   */
  void prepareFirst() {
    database.execute(
        connection -> {
          Footing footing = foresight.look(connection);
          if (writer.canPrepare()) {
            chunks.start(footing.next(), footing.nobody(), true);
          }
        });
  }

  Applied applyNext() {
    return database.onConnection(this::applyNext);
  }

  private Applied applyNext(Connection connection) throws SQLException {
    Footing footing = foresight.look(connection);
    Chunk chunk = chunks.next();
    Tally tally =
        writer.canPrepare()
            ? write(connection, chunk, footing)
            : writeUnprepared(connection, chunk.rows());
    long from = chunk.position() - chunk.rows().size();
    return new Applied(chunk.rows(), tally, from, chunk.position());
  }

  private Tally writeUnprepared(Connection connection, ChunkRows rows) throws SQLException {
    List<UserRow> userRows = new ArrayList<>();
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        userRows.add(userRow);
      }
    }
    Tally tally = writer.write(connection, userRows).tally();
    RunRejects.in(rows).forEach(tally::rejected);
    return tally;
  }

  private Tally write(Connection connection, Chunk chunk, Footing footing) throws SQLException {
    try (PreparedChunk prepared = prepared(connection, chunk, footing)) {
      if (!chunk.rows().isEmpty()) {
        chunks.start(prepared.after(footing.next()), footing.nobody(), footing.undisturbed());
      }
      prepared.write(connection);
      return prepared.tally();
    }
  }

  private PreparedChunk prepared(Connection connection, Chunk chunk, Footing footing)
      throws SQLException {
    PreparedChunk ahead = chunk.prepared();
    if (ahead != null) {
      if (footing.undisturbed() && ahead.fits(footing.next())) {
        return ahead;
      }
      ahead.close();
    }
    SortedBlocks.LookUp lookUp =
        sought ->
            CompletableFuture.completedFuture(
                database.users().findUnlessAtRest(connection, sought));
    boolean anybody = !database.users().isEmpty(connection);
    return preparer.prepare(chunk.rows(), footing.next(), anybody ? lookUp : null);
  }

  /** When this began to apply chunks: milliseconds since 1970, UTC. */
  long begunMillis() {
    return begunMillis;
  }

  @Override
  public void close() {
    chunks.close();
  }
}
