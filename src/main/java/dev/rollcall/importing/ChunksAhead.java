package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.user.Sought;
import dev.rollcall.user.User;
import dev.rollcall.user.UsersAhead;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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

  /**
   * A chunk.
   *
   * @param userRows those of its rows that have a meaning
   * @param position where the next chunk begins
   * @param prepared null if the chunk has to be prepared in its transaction
   */
  record Chunk(
      List<ParsedRow> rows,
      List<UserRow> userRows,
      long position,
      @Nullable PreparedChunk prepared) {}

  private final ChunkSource source;
  private final int most;
  private final ChunkWriter<UserRow> writer;
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
    this.writer = writer;
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
      return await(started);
    }
    Chunk first = read();
    lastUsername = lastUsername(first.userRows());
    return first;
  }

  private static Chunk await(Future<Chunk> started) throws SQLException {
    try {
      return Waiting.uninterrupted(started::get);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SQLException sql) {
        throw sql;
      }
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  private Chunk read() {
    List<ParsedRow> rows = source.next(most);
    List<UserRow> userRows = new ArrayList<>(rows.size());
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        userRows.add(userRow);
      }
    }
    return new Chunk(rows, userRows, source.position(), null);
  }

  private Chunk prepare(Chunk chunk, long nextId, boolean nobody) throws SQLException {
    List<UserRow> rows = chunk.userRows();
    if (rows.isEmpty()) {
      return chunk;
    }
    boolean isCut = rows.get(0).username().equals(lastUsername);
    lastUsername = lastUsername(rows);
    if (isCut || users == null || !writer.canPrepare()) {
      return chunk;
    }
    users.tidyUp();
    List<Sought> sought = writer.sought(rows);
    Map<String, @Nullable User> found = nobody ? nobody(sought) : users.findUnlessAtRest(sought);
    return new Chunk(chunk.rows(), rows, chunk.position(), writer.prepare(rows, found, nextId));
  }

  private static @Nullable String lastUsername(List<UserRow> rows) {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1).username();
  }

  private static Map<String, @Nullable User> nobody(List<Sought> sought) {
    Map<String, @Nullable User> found = new HashMap<>(sought.size() * 2);
    for (Sought each : sought) {
      found.put(each.username(), null);
    }
    return found;
  }

  /** Ends the thread; a chunk that was prepared and not asked for is given up. */
  @Override
  public void close() {
    Future<Chunk> started = next;
    next = null;
    try {
      if (started != null) {
        PreparedChunk prepared = await(started).prepared();
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
