package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.user.UsersAhead;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The staged rows a chunk at a time, the next one read and prepared on a second thread while the
 * last one is written.
 *
 * <p>Preparing ahead is exact because rows are sorted by user: no other chunk touches a chunk's
 * users, but for one whose rows the chunk's end cuts apart, and such a chunk is not prepared.
 * Whether another program has written meanwhile is for the writer to see.
 */
final class ChunksAhead implements AutoCloseable {

  /** Large enough that a look-up is worth its while, small enough for the caches and any heap. */
  private static final int BLOCK_ROWS = 5_000;

  /**
   * A chunk.
   *
   * @param position where the next chunk begins
   * @param prepared null if the chunk has to be prepared in its transaction
   */
  record Chunk(ChunkRows rows, long position, @Nullable PreparedChunk prepared) {}

  private final ChunkSource source;
  private final int most;
  private final boolean canPrepare;
  private final ChunkPreparer preparer;
  private final @Nullable UsersAhead users;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "chunks-ahead");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Future<Chunk> next;
  private @Nullable String lastUsername;

  /**
   * Begins before the source's next row.
   *
   * @param most rows of a chunk
   * @param users null if nobody can be looked up while a transaction is under way
   */
  ChunksAhead(
      ChunkSource source, int most, ChunkWriter<UserRow> writer, @Nullable UsersAhead users) {
    this.source = source;
    this.most = most;
    this.canPrepare = writer.canPrepare();
    this.preparer = new ChunkPreparer(writer, BLOCK_ROWS);
    this.users = users;
  }

  /**
   * Starts to prepare the next chunk.
   *
   * @param nextId the id that will be next then
   * @param nobody whether there were no users before the run
   */
  void start(long nextId, boolean nobody) {
    next = thread.submit(() -> prepare(read(), nextId, nobody));
  }

  /** The next chunk; without rows at the end. What {@link #start} was told holds for it. */
  Chunk next() throws SQLException {
    Future<Chunk> started = next;
    next = null;
    if (started != null) {
      return Waiting.result(started);
    }
    Chunk first = read();
    lastUsername = last(first.rows());
    return first;
  }

  private Chunk read() {
    ChunkRows rows = source.next(most);
    return new Chunk(rows, source.position(), null);
  }

  private Chunk prepare(Chunk chunk, long nextId, boolean nobody) throws SQLException {
    ChunkRows rows = chunk.rows();
    String first = first(rows);
    boolean isCut = first != null && first.equals(lastUsername);
    lastUsername = last(rows);
    if (rows.isEmpty() || isCut || users == null || !canPrepare) {
      return chunk;
    }
    users.tidyUp();
    return new Chunk(
        rows,
        chunk.position(),
        preparer.prepare(rows, nextId, nobody ? null : users::findUnlessAtRest));
  }

  private static @Nullable String first(ChunkRows rows) {
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        return userRow.username();
      }
    }
    return null;
  }

  private static @Nullable String last(ChunkRows rows) {
    for (int index = rows.size() - 1; index >= 0; index--) {
      if (rows.get(index) instanceof UserRow userRow) {
        return userRow.username();
      }
    }
    return null;
  }

  /** Ends the thread; a chunk that was prepared and not asked for is given up. */
  @Override
  public void close() {
    Future<Chunk> started = next;
    next = null;
    try {
      if (started != null) {
        PreparedChunk prepared = Waiting.result(started).prepared();
        if (prepared != null) {
          prepared.close();
        }
      }
    } catch (SQLException | RuntimeException e) {
      // Nobody needs that chunk any more, nor what went wrong with it.
    } finally {
      thread.shutdown();
    }
  }
}
