package dev.rollcall.workers;

import dev.rollcall.database.Database;
import dev.rollcall.database.Hindrance;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Origin;
import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker: takes parts of whatever runs are handed out, on some threads, until it is told to stop.
 * While the server can't be reached it waits, and connects anew.
 */
public final class WorkerPool {

  private static final long POLL_MILLIS = 200;

  /** Of a connection that was there: everything else is said once, and ends the worker. */
  private static final Set<ProblemCode> PASSING =
      Set.of(
          ProblemCode.DATABASE_UNUSABLE,
          ProblemCode.DATABASE_ERROR,
          ProblemCode.DATABASE_BUSY,
          ProblemCode.BROKER_UNREACHABLE);

  /**
   * How long a worker works.
   *
   * @param threads how many parts at a time
   * @param most null for without end
   * @param untilIdle how long nothing may be in the queue before it ends; null for without end
   */
  public record Shift(int threads, @Nullable Duration most, @Nullable Duration untilIdle) {}

  /**
   * What it has done.
   *
   * @param parts to their ends
   */
  public record Done(long parts, long rows) {}

  private final Database database;
  private final JobRecords records;
  private final PartChannel channel;
  private final Shift shift;
  private final StopSignal stop;
  private final @Nullable Consumer<String> echo;
  private final Consumer<String> say;
  private final String name;
  private final long begun = System.nanoTime();
  private final AtomicLong parts = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();

  /**
   * @param channel from where parts come
   * @param echo takes every statement with its values; null for nobody
   * @param say takes what somebody who watches should know
   */
  public WorkerPool(
      Database database,
      JobRecords records,
      PartChannel channel,
      Shift shift,
      StopSignal stop,
      @Nullable Consumer<String> echo,
      Consumer<String> say) {
    this.database = database;
    this.records = records;
    this.channel = channel;
    this.shift = shift;
    this.stop = stop;
    this.echo = echo;
    this.say = say;
    this.name = Origin.current().ranBy() + " pid " + ProcessHandle.current().pid();
  }

  /**
   * Works until it is to end.
   *
   * @throws Failure {@code WORKER_DIFFERS}, {@code BROKER_UNUSABLE}; whatever keeps it from
   *     beginning
   */
  public Done work() {
    // Whatever is wrong with the address is wrong from the beginning.
    WorkerDatabase first = connect();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < shift.threads; i++) {
      WorkerDatabase mine = i == 0 ? first : null;
      threads.add(Aside.of(() -> workOn(mine), "worker-" + (i + 1)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          wrong.compareAndSet(null, e);
        }
      }
    }
    Throwable failure = wrong.get();
    if (failure != null) {
      throw database.explain(failure);
    }
    return new Done(parts.get(), rows.get());
  }

  private void workOn(@Nullable WorkerDatabase first) {
    ExecutorService thread = Executors.newSingleThreadExecutor(Aside.named("part"));
    try {
      WorkerDatabase next = first;
      Setbacks setbacks = new Setbacks();
      while (isWanted()) {
        try (PartWorker worker = open(next, thread, setbacks)) {
          next = null;
          work(worker, setbacks);
          return;
        } catch (SQLException | RuntimeException e) {
          next = null;
          Failure failure = database.explain(e);
          if (!PASSING.contains(failure.code())
              || database.hindrance(e) == Hindrance.LASTING
              || setbacks.isIdleFor(shift.untilIdle)) {
            throw failure;
          }
          String what = failure.problems().get(0).withoutAdvice();
          if (setbacks.isNew(what)) {
            say.accept("worker: " + what + " [" + failure.code() + "]; connecting anew");
          }
          long until = System.nanoTime() + setbacks.pause().toNanos();
          while (isWanted() && System.nanoTime() < until) {
            pause(POLL_MILLIS);
          }
        }
      }
    } catch (RuntimeException | Error e) {
      wrong.compareAndSet(null, e);
    } finally {
      thread.shutdown();
    }
  }

  private PartWorker open(
      @Nullable WorkerDatabase opened, ExecutorService thread, Setbacks setbacks)
      throws SQLException {
    WorkerDatabase connected = opened == null ? connect() : opened;
    try {
      return new PartWorker(connected, records, this, thread, setbacks);
    } catch (SQLException | RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  private WorkerDatabase connect() {
    return database.work("a worker", echo);
  }

  private void work(PartWorker worker, Setbacks setbacks) throws SQLException {
    while (isWanted()) {
      boolean worked = worker.workOnNext();
      setbacks.end();
      if (worked) {
        setbacks.busy();
        continue;
      }
      if (shift.untilIdle != null) {
        if (worker.isAnythingLeft()) {
          setbacks.busy();
        } else if (setbacks.isIdleFor(shift.untilIdle)) {
          return;
        }
      }
      pause(POLL_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is to go on. */
  boolean isWanted() {
    return wrong.get() == null
        && !stop.isRequested()
        && (shift.most == null || System.nanoTime() - begun < shift.most.toNanos());
  }

  String name() {
    return name;
  }

  PartChannel channel() {
    return channel;
  }

  StopSignal stop() {
    return stop;
  }

  /** Where its parts are. */
  Database database() {
    return database;
  }

  /** Takes note of a part that was written to its end. */
  void done(long itsRows) {
    parts.incrementAndGet();
    rows.addAndGet(itsRows);
  }

  /** Takes note of a part that could not be done. */
  void failed(Failure failure) {
    say.accept("worker: " + failure.getMessage());
  }
}
