package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.applying.Tally;
import dev.rollcall.database.Foresight.Footing;
import dev.rollcall.database.NextIds;
import dev.rollcall.importing.ChunksAhead.Chunk;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.UserRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Applies the chunks of a part, one a call, each in its caller's transaction.
 *
 * <p>A chunk that was prepared ahead is written only if it is sure that it would come out the same
 * now, which the database tells by its {@link dev.rollcall.database.Foresight}. Otherwise it is
 * prepared once more, in the transaction.
 */
final class ChunkApplier implements AutoCloseable {

  private final PartDatabase database;
  private final ChunkWriter<UserRow> writer;
  private final BlockDecider preparer;
  private final ChunksAhead chunks;
  private final NewUsers newUsers;

  /**
   * Applies from the source's next row on.
   *
   * @param most rows of a chunk
   * @param newUsers whether to look for users at all
   */
  ChunkApplier(
      PartDatabase database,
      ChunkWriter<UserRow> writer,
      StagedChunks source,
      int most,
      NewUsers newUsers) {
    this.database = database;
    this.writer = writer;
    this.newUsers = newUsers;
    this.preparer = new BlockDecider(writer);
    this.chunks = new ChunksAhead(source, most, writer, database.ahead());
  }

  /**
   * A chunk that was written.
   *
   * @param rows none at the end
   * @param tally what became of them all
   */
  record Applied(ChunkRows rows, Tally tally) {}

  /**
   * Begins to prepare the first chunk, in a transaction before its own; for whoever has something
   * else to do meanwhile.
   *
   * @param change see {@link dev.rollcall.database.Foresight#look}
   */
  void prepareFirst(Connection connection, long change) throws SQLException {
    Footing footing = database.foresight().look(connection, change);
    if (writer.canPrepare()) {
      chunks.start(footing.next(), footing.nobody(), true);
    }
  }

  /**
   * Applies the next chunk.
   *
   * @param change see {@link dev.rollcall.database.Foresight#look}
   */
  Applied applyNext(Connection connection, long change) throws SQLException {
    Footing footing = database.foresight().look(connection, change);
    Chunk chunk = chunks.next();
    Tally tally =
        writer.canPrepare()
            ? write(connection, chunk, footing)
            : writeUnprepared(connection, chunk.rows());
    return new Applied(chunk.rows(), tally);
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
    if (newUsers.areExpected()) {
      PreparedChunk expected = preparer.prepare(chunk.rows(), footing.next(), null);
      if (createsAll(expected, chunk)) {
        return expected;
      }
      expected.close();
    }
    PreparedChunk looked = prepared(connection, chunk, footing.next());
    newUsers.note(createsAll(looked, chunk));
    return looked;
  }

  private PreparedChunk prepared(Connection connection, Chunk chunk, NextIds next)
      throws SQLException {
    SortedBlocks.LookUp lookUp =
        sought ->
            CompletableFuture.completedFuture(
                database.users().findUnlessAtRest(connection, sought));
    boolean anybody = !database.users().isEmpty(connection);
    return preparer.prepare(chunk.rows(), next, anybody ? lookUp : null);
  }

  private static boolean createsAll(PreparedChunk prepared, Chunk chunk) {
    int rows = chunk.rows().size();
    return prepared.tally().counts(rows).created() == rows;
  }

  @Override
  public void close() {
    chunks.close();
  }
}
