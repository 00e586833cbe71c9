package dev.rollcall.postgresql.report;

import dev.rollcall.reporting.BlockSink;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a report on several threads, and passes them on in their order. The first thread
 * reads the first part, the next one the second, and so on in turns; each is ahead by as much as
 * one part usually has, whatever the parts have.
 */
final class InTurn implements AutoCloseable {

  private static final int BLOCKS_AHEAD = 48;

  /** Reads a part, on a connection of its thread's own. */
  interface Reader {
    void read(int part, Copying.Taker taker) throws SQLException, IOException, InterruptedException;
  }

  /**
   * @param bytes null behind the last of a part
   * @param failure what ended the reading instead
   */
  private record Block(@Nullable Bytes bytes, long rows, @Nullable Throwable failure) {}

  private final int parts;
  private final List<BlockingQueue<Block>> read = new ArrayList<>();
  private final BlockingQueue<Bytes> free = new ArrayBlockingQueue<>(2 * BLOCKS_AHEAD);
  private final List<Thread> threads = new ArrayList<>();

  InTurn(int parts, List<Reader> readers) {
    this.parts = parts;
    for (int i = 0; i < readers.size(); i++) {
      int first = i;
      BlockingQueue<Block> queue = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
      read.add(queue);
      Runnable work = () -> work(readers.get(first), first, readers.size(), queue);
      threads.add(Aside.of(work, "report-reader"));
    }
    threads.forEach(Thread::start);
  }

  private void work(Reader reader, int first, int step, BlockingQueue<Block> queue) {
    try {
      try {
        for (int part = first; part < parts; part += step) {
          reader.read(
              part,
              (bytes, rows) -> {
                queue.put(new Block(bytes, rows, null));
                Bytes next = free.poll();
                return next == null ? new Bytes() : next;
              });
          queue.put(new Block(null, 0, null));
        }
      } catch (SQLException | IOException | RuntimeException | Error e) {
        queue.put(new Block(null, 0, e));
      }
    } catch (InterruptedException e) {
      // Nobody wants the rest.
      Thread.currentThread().interrupt();
    }
  }

  /** Passes all of it on. */
  void passOn(BlockSink sink) throws SQLException, IOException, InterruptedException {
    for (int part = 0; part < parts; part++) {
      BlockingQueue<Block> queue = read.get(part % read.size());
      for (Block block = queue.take(); ; block = queue.take()) {
        if (block.failure != null) {
          throw failed(block.failure);
        }
        if (block.bytes == null) {
          break;
        }
        sink.take(block.bytes, block.rows, (part + 1.0) / parts);
        block.bytes.clear();
        free.offer(block.bytes);
      }
    }
  }

  private static SQLException failed(Throwable failure) throws IOException {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof IOException exception) {
      throw exception;
    }
    return failure instanceof SQLException exception ? exception : new SQLException(failure);
  }

  /** Ends all reading, and waits until nobody uses a connection any more. */
  @Override
  public void close() {
    Aside.end(threads);
  }
}
