package dev.rollcall.generating;

import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Writes the files that a recipe gives, or a part of them.
 *
 * <p>Blocks of rows are made on several threads and written in their order. Compressed, each block
 * is a gzip member of its own; what can unpack gzip takes them for one.
 *
 * @param recipe what to make
 * @param first the first row, from 1 on
 * @param last the last one; if before the first, there are none
 * @param header whether files begin with the names of the columns
 * @param gzip whether to compress
 */
public record Generator(Recipe recipe, long first, long last, boolean header, boolean gzip) {

  private static final int BLOCK_ROWS = 1 << 15;
  private static final int MOST_THREADS = 4;

  public Generator {
    if (first < 1 || last > Recipe.MOST_ROWS) {
      throw new IllegalArgumentException("rows " + first + " to " + last);
    }
  }

  /** The users. The stream stays open. */
  public void users(OutputStream out) throws IOException {
    write(() -> new UserRows(recipe), gzip, out);
  }

  /** Changes of some of the users, for an import after theirs. The stream stays open. */
  public void changes(Portion changes, OutputStream out) throws IOException {
    write(() -> new UserChanges(recipe, changes), gzip, out);
  }

  /**
   * Which lines of the users an import rejects, and under which code, tab-separated and never
   * compressed. The stream stays open.
   */
  public void expectedRejects(OutputStream out) throws IOException {
    long linesBefore = (header ? 1 : 0) - (first - 1);
    write(() -> new ExpectedRejects(recipe, linesBefore), false, out);
  }

  private void write(Supplier<RowMaker> makers, boolean packed, OutputStream out)
      throws IOException {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    ExecutorService workers = Executors.newFixedThreadPool(threads, Aside.named("generator"));
    try {
      Deque<Future<RowBlock>> ahead = new ArrayDeque<>();
      Deque<RowBlock> idle = new ArrayDeque<>();
      long next = first;
      do {
        // The first is made even if there are no rows: it has the header.
        while (ahead.size() <= threads && (next == first || next <= last)) {
          RowBlock block = idle.isEmpty() ? new RowBlock(makers.get(), packed) : idle.pop();
          long from = next;
          ahead.add(workers.submit(() -> make(block, from)));
          next += BLOCK_ROWS;
        }
        RowBlock done = result(ahead.remove());
        done.writeTo(out);
        idle.push(done);
      } while (!ahead.isEmpty());
    } finally {
      workers.shutdownNow();
    }
  }

  private RowBlock make(RowBlock block, long from) throws IOException {
    block.make(from, Math.min(last, from + BLOCK_ROWS - 1), header && from == first);
    return block;
  }

  private static RowBlock result(Future<RowBlock> block) throws IOException {
    try {
      return block.get();
    } catch (ExecutionException e) {
      throw new IOException("rows can't be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
