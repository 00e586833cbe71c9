package dev.rollcall.importing;

import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does something with one thing after the other, in their order, on a second thread, while the next
 * ones are made on the thread that adds them. A few are done there. What goes wrong is thrown by
 * whatever is called next.
 */
final class WorkBehind<T> implements AutoCloseable {

  /** As many may wait as are being done: enough that neither side waits for each of the other's. */
  private static final int BATCH = 1_000;

  private final Consumer<T> work;
  private List<T> batch = new ArrayList<>();
  private @Nullable ExecutorService thread;
  private @Nullable Future<Integer> underWay;

  WorkBehind(Consumer<T> work) {
    this.work = work;
  }

  void add(T thing) {
    batch.add(thing);
    if (batch.size() == BATCH) {
      settle();
      List<T> full = batch;
      batch = new ArrayList<>(BATCH);
      underWay = thread().submit(() -> work(full));
    }
  }

  private int work(List<T> things) {
    things.forEach(work);
    return things.size();
  }

  private ExecutorService thread() {
    if (thread == null) {
      thread = Executors.newSingleThreadExecutor(Aside.named("behind"));
    }
    return thread;
  }

  private void settle() {
    Future<Integer> last = underWay;
    underWay = null;
    try {
      if (last != null) {
        ThreadWait.result(last);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does the rest; nothing may be added afterwards. */
  void finish() {
    settle();
    work(batch);
  }

  /** Ends the thread; what it was not given is left undone. */
  @Override
  public void close() {
    try {
      settle();
    } catch (RuntimeException e) {
      // Whoever closes without having finished has a failure of his own.
    } finally {
      if (thread != null) {
        thread.shutdown();
      }
    }
  }
}
