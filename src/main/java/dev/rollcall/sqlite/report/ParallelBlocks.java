package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges on several threads and gives the blocks in their order. Every reader takes the next
 * range and, before anyone else can take one, puts the promise of its block into the queue: so the
 * queue is in order, and what is waited for is always being worked on.
 */
final class ParallelBlocks implements AutoCloseable {

  /** How many blocks may be done, or in work, before the first of them is taken. */
  private static final int AHEAD = 8;

  /** A thread's work: all with connections of its own. */
  interface Reader {
    long add(KeyRange range, Bytes out) throws SQLException;
  }

  private final KeyRanges ranges;
  private final BlockingQueue<CompletableFuture<@Nullable ReadRange>> promised =
      new ArrayBlockingQueue<>(AHEAD);
  private final BlockingQueue<Bytes> free = new ArrayBlockingQueue<>(2 * AHEAD);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean tooLarge;
  private boolean ended;

  ParallelBlocks(KeyRanges ranges, List<? extends Reader> readers) {
    this.ranges = ranges;
    for (Reader reader : readers) {
      threads.add(Aside.of(() -> work(reader), "report-reader"));
    }
    threads.forEach(Thread::start);
  }

  private void work(Reader reader) {
    try {
      for (Promise promise = take(); promise != null; promise = take()) {
        Bytes bytes = free.poll();
        keep(promise, reader, bytes == null ? new Bytes() : bytes);
      }
    } catch (InterruptedException e) {
      // Nobody wants the rest.
      Thread.currentThread().interrupt();
    }
  }

  private record Promise(KeyRange range, CompletableFuture<@Nullable ReadRange> block) {}

  private void keep(Promise promise, Reader reader, Bytes bytes) {
    try {
      long rows = reader.add(promise.range, bytes);
      promise.block.complete(new ReadRange(promise.range, bytes, rows));
    } catch (SQLException | RuntimeException | Error e) {
      promise.block.completeExceptionally(e);
    }
  }

  /** The next range, promised; null behind the last, or if there is an error. */
  private synchronized @Nullable Promise take() throws InterruptedException {
    if (ended) {
      return null;
    }
    CompletableFuture<@Nullable ReadRange> block = new CompletableFuture<>();
    @Nullable KeyRange range = null;
    try {
      if (tooLarge) {
        tooLarge = false;
        ranges.shrink();
      }
      range = ranges.next();
    } catch (SQLException | RuntimeException e) {
      block.completeExceptionally(e);
    }
    promised.put(block);
    if (range == null) {
      ended = true;
      block.complete(null);
      return null;
    }
    return new Promise(range, block);
  }

  /** The next block; null behind the last. To be given back after use. */
  @Nullable ReadRange next() throws SQLException {
    try {
      return promised.take().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException exception) {
        throw exception;
      }
      throw e;
    }
  }

  /** Takes a block's bytes back. */
  void giveBack(ReadRange block) {
    block.bytes().clear();
    if (block.rows() < 0) {
      tooLarge = true;
    }
    free.offer(block.bytes());
  }

  /** Ends all work, and waits until nobody uses a connection any more. */
  @Override
  public void close() {
    Aside.end(threads);
  }
}
