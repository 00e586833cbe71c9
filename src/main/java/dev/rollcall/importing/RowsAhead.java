package dev.rollcall.importing;

import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Row;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.threads.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows and parses them on a thread of its own, while those before are sorted. Nobody else may
 * use the reader before {@link #next} has said that there are no more, or this is closed.
 */
final class RowsAhead implements AutoCloseable {

  private static final int ROWS_A_BATCH = 512;

  /** A batch of very long rows has fewer of them. */
  private static final int CHARACTERS_A_BATCH = 1 << 18;

  /** What may lie ready: enough that neither side waits for the other's every breath. */
  private static final int BATCHES_AHEAD = 4;

  /**
   * Rows that lie side by side in the input.
   *
   * @param bytesRead of the input, with their last row
   */
  record Batch(List<ParsedRow> rows, long bytesRead) {}

  /** The end of the rows, and what caused it, if it was not the end of the file. */
  private record End(@Nullable Throwable failure) {}

  private final CsvReader reader;
  private final Function<Row, @Nullable ParsedRow> parser;
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final Thread thread = Aside.of(this::read, "rows-ahead");
  private volatile boolean wanted = true;

  /**
   * Begins to read.
   *
   * @param parser makes a row's meaning of it, null to leave it out; called on the other thread
   */
  RowsAhead(CsvReader reader, Function<Row, @Nullable ParsedRow> parser) {
    this.reader = reader;
    this.parser = parser;
    thread.start();
  }

  private void read() {
    End end = new End(null);
    try {
      List<ParsedRow> rows = new ArrayList<>(ROWS_A_BATCH);
      long from = 0;
      Row row;
      while (wanted && (row = reader.next()) != null) {
        ParsedRow parsed = parser.apply(row);
        if (parsed != null) {
          rows.add(parsed);
        }
        if (rows.size() == ROWS_A_BATCH || row.position() - from > CHARACTERS_A_BATCH) {
          put(new Batch(rows, reader.bytesRead()));
          rows = new ArrayList<>(ROWS_A_BATCH);
          from = row.position();
        }
      }
      put(new Batch(rows, reader.bytesRead()));
    } catch (RuntimeException | Error e) {
      end = new End(e);
    }
    put(end);
  }

  private void put(Object batch) {
    ThreadWait.uninterrupted(
        () -> {
          queue.put(batch);
          return batch;
        });
  }

  /**
   * The next rows, null at the end.
   *
   * @throws RuntimeException what reading or parsing threw, once the rows before were taken
   */
  @Nullable Batch next() {
    Object taken = ThreadWait.uninterrupted(queue::take);
    if (taken instanceof Batch batch) {
      return batch;
    }
    ThreadWait.uninterrupted(
        () -> {
          thread.join();
          return thread;
        });
    Throwable failure = taken instanceof End end ? end.failure() : null;
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return null;
  }

  /** Ends the thread, wherever it is. */
  @Override
  public void close() {
    wanted = false;
    while (thread.isAlive()) {
      queue.clear();
      ThreadWait.uninterrupted(
          () -> {
            thread.join(10);
            return thread;
          });
    }
  }
}
