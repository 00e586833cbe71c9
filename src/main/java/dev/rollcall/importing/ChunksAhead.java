package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.PreparedChunk;
import dev.rollcall.database.NextIds;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The staged rows a chunk at a time, the next one read and prepared on a second thread while the
 * last one is written, and its users looked up, where that is possible, on others.
 *
 * <p>Preparing ahead is exact because rows are sorted by user: no other chunk touches a chunk's
 * users, except one whose rows the chunk's end cuts apart, and such a chunk is not prepared.
 * Whether another program has written meanwhile is for the writer to see. Look-ups go on past the
 * end of the chunk that is being prepared, so that there are always some under way; if another
 * program has written, they are begun again.
 */
final class ChunksAhead implements AutoCloseable {

  /** Rows of a block that is decided at once: few, so that they are gone before long. */
  private static final int BLOCK_ROWS = 1_000;

  /** Where users have to be looked up, a block is large enough for that to be worth its while. */
  private static final int MOST_SOUGHT_ROWS = 10_000;

  /** Of wide rows it has fewer: several blocks are under way, for the collector to carry about. */
  private static final int MOST_SOUGHT_BYTES = 400 << 10;

  /** A small heap has smaller ones, or its collector would have to carry them about. */
  private static final int HEAP_BYTES_A_ROW = 12 << 10;

  /** How many look-ups are running while a block is decided. */
  private static final int LOOK_UPS_AHEAD = 2;

  /**
   * A chunk.
   *
   * @param prepared null if the chunk has to be prepared in its transaction
   */
  record Chunk(ChunkRows rows, @Nullable PreparedChunk prepared) {}

  /**
   * What was read of a chunk.
   *
   * @param blocks null if it can't be prepared ahead
   */
  private record Read(ChunkRows rows, @Nullable SortedBlocks blocks) {}

  private final StagedChunks source;
  private final int most;
  private final ChunkWriter<UserRow> writer;
  private final BlockDecider preparer;
  private final @Nullable UsersAhead users;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Aside.named("chunks-ahead"));
  private @Nullable Future<Chunk> next;

  /** The chunk after the one that is being prepared, if it was read; as below, that thread's. */
  private @Nullable Read following;

  private @Nullable String lastUsername;

  /** How many rows a block has for which users have to be looked up. */
  private int soughtRows;

  /** The rows of the chunk that was asked for last. */
  private ChunkRows given;

  /** Room of chunks that are done; made again for each, it would wear out a small heap. */
  private final Queue<ChunkRows> spare = new ConcurrentLinkedQueue<>();

  /**
   * Begins before the source's next row.
   *
   * @param most rows of a chunk
   * @param users null if nobody can be looked up while a transaction is under way
   */
  ChunksAhead(
      StagedChunks source, int most, ChunkWriter<UserRow> writer, @Nullable UsersAhead users) {
    this.source = source;
    this.given = source.room();
    this.most = most;
    this.writer = writer;
    this.preparer = new BlockDecider(writer);
    this.users = users;
  }

  /**
   * Starts to prepare the next chunk.
   *
   * @param first the ids that will be next then
   * @param nobody whether there were no users before the run
   * @param undisturbed whether no other program has written since the last call
   */
  void start(NextIds first, boolean nobody, boolean undisturbed) {
    next = thread.submit(() -> prepareNext(first, nobody, undisturbed));
  }

  /**
   * The next chunk; without rows at the end. What {@link #start} was told holds for it. Nobody may
   * look at the rows of the chunk before any more.
   */
  Chunk next() throws SQLException {
    spare.add(given);
    Chunk chunk = take();
    given = chunk.rows();
    return chunk;
  }

  private Chunk take() throws SQLException {
    Future<Chunk> started = next;
    next = null;
    if (started != null) {
      return ThreadWait.result(started);
    }
    Read first = read();
    return new Chunk(first.rows(), null);
  }

  private Read read() {
    ChunkRows unused = spare.poll();
    ChunkRows rows = unused == null ? source.room() : unused;
    source.next(most, rows);
    soughtRows = soughtRows(rows);
    String first = first(rows);
    boolean isCut = first != null && first.equals(lastUsername);
    lastUsername = last(rows);
    boolean canPrepare = !rows.isEmpty() && !isCut && users != null && writer.canPrepare();
    return new Read(rows, canPrepare ? new SortedBlocks(writer, rows) : null);
  }

  private static int soughtRows(ChunkRows rows) {
    long heap = Runtime.getRuntime().maxMemory();
    long most = Math.min(heap / HEAP_BYTES_A_ROW, MOST_SOUGHT_ROWS);
    return (int) Math.min(most, (long) MOST_SOUGHT_BYTES * rows.size() / (rows.bytes() + 1L));
  }

  private Chunk prepareNext(NextIds first, boolean nobody, boolean undisturbed)
      throws SQLException {
    Read chunk = following == null ? read() : following;
    following = null;
    SortedBlocks blocks = chunk.blocks();
    UsersAhead usersAhead = users;
    if (blocks == null || usersAhead == null) {
      return new Chunk(chunk.rows(), null);
    }
    usersAhead.tidyUp();
    if (!undisturbed) {
      blocks.restart();
    }
    BlockDecider.Ahead ahead =
        nobody
            ? () -> blocks.seek(BLOCK_ROWS, null)
            : () -> seekOn(blocks, usersAhead::findUnlessAtRest);
    return new Chunk(chunk.rows(), preparer.prepare(blocks, first, ahead));
  }

  /** Begins look-ups until there are enough, those of the next chunk if this one has no more. */
  private void seekOn(SortedBlocks blocks, SortedBlocks.LookUp lookUp) throws SQLException {
    if (!seek(blocks, lookUp, LOOK_UPS_AHEAD)) {
      if (following == null) {
        following = read();
      }
      SortedBlocks others = following.blocks();
      if (others != null) {
        seek(others, lookUp, LOOK_UPS_AHEAD - blocks.sought());
      }
    }
  }

  /** Seeks until this many blocks are sought; false if there are fewer. */
  private boolean seek(SortedBlocks blocks, SortedBlocks.LookUp lookUp, int wanted)
      throws SQLException {
    while (blocks.sought() < wanted) {
      if (!blocks.seek(soughtRows, lookUp)) {
        return false;
      }
    }
    return true;
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
        PreparedChunk prepared = ThreadWait.result(started).prepared();
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
