package dev.rollcall.workers;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.Hindrance;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.importing.FailureWords;
import dev.rollcall.importing.WorkedPart;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Takes parts and writes them, one at a time, on one set of connections. A part is written on a
 * thread of its own, while the caller's says each second that it lives. For one thread.
 */
final class PartWorker implements AutoCloseable {

  private static final long BEAT_SECONDS = 1;

  private final WorkerDatabase database;
  private final HandedOut handedOut;
  private final Lease lease;
  private final KeptWriter writers;
  private final PartSteps steps;
  private final WorkerPool pool;
  private final ExecutorService thread;
  private final Setbacks setbacks;
  private long lastRun;

  /**
   * @param database is closed with this
   * @param thread works on the parts
   */
  PartWorker(
      WorkerDatabase database,
      JobRecords records,
      WorkerPool pool,
      ExecutorService thread,
      Setbacks setbacks)
      throws SQLException {
    this.database = database;
    this.handedOut = Objects.requireNonNull(database.ledger().handedOut());
    this.steps = new PartSteps(records, database.dataSource());
    this.lease = new Lease(database, pool.channel());
    this.writers = new KeptWriter(database.writers());
    this.pool = pool;
    this.thread = thread;
    this.setbacks = setbacks;
  }

  /**
   * Takes the next part and writes it, or what it may of it.
   *
   * @return false if there was none
   * @throws Failure {@code WORKER_DIFFERS}
   * @throws SQLException also {@link RuntimeException}: a connection is lost, and the part with it
   */
  boolean workOnNext() throws SQLException {
    PartMessage message = lease.take();
    if (message == null || message.run() != lastRun) {
      writers.close();
    }
    if (message == null) {
      return false;
    }
    lastRun = message.run();
    setbacks.busy();
    HandedRun run;
    @Nullable HandedPart part = null;
    try (Connection connection = database.dataSource().getConnection()) {
      run = handedOut.run(connection, message.run());
      if (run != null) {
        WorkedPart.require(run);
        part =
            handedOut.take(connection, message.run(), message.part(), message.epoch(), pool.name());
      }
    } catch (SQLException e) {
      if (!pool.database().isDisturbance(e)) {
        throw e;
      }
      // It was recalled just then: the next look shows what has become of it.
      lease.giveBack();
      return true;
    }
    if (run == null || part == null) {
      // Handed out by somebody who has recalled it since.
      lease.done();
      return true;
    }
    work(message, run, part);
    return true;
  }

  /** Whether anybody has a part, or one waits. */
  boolean isAnythingLeft() throws SQLException {
    return lease.isAnythingLeft();
  }

  private void work(PartMessage message, HandedRun run, HandedPart part) throws SQLException {
    PartTask task =
        new PartTask(
            lease,
            message,
            new WorkedPart(database, writers, run, part, pool.database()::isDisturbance),
            pool.stop(),
            pool::isWanted);
    Throwable unexpected = execute(message, task);
    WorkedPart.@Nullable End end = task.end();
    if (end == WorkedPart.End.DONE) {
      lease.done();
      pool.done(part.part().rows() - part.part().position());
    } else if (end == WorkedPart.End.TAKEN_AWAY) {
      lease.done();
    } else if (end == WorkedPart.End.LEFT) {
      lease.giveBack();
    } else {
      Throwable failure = Objects.requireNonNullElse(task.failure(), unexpected);
      // If it is the connections that are lost, the part is given back with the lease.
      lease.beat();
      if (pool.database().hindrance(failure) != Hindrance.NONE) {
        // No fault of the part: somebody else, or a later time, may do it.
        lease.giveBack();
        throw pool.database().explain(failure);
      }
      Failure explained = pool.database().explain(failure);
      lease.failed(message, part, FailureWords.of(explained));
      pool.failed(explained);
    }
  }

  /** Executes the step; the answer is what is wrong if its task has not been begun. */
  private Throwable execute(PartMessage message, PartTask task) throws SQLException {
    Future<?> work =
        thread.submit(
            () ->
                steps.execute(
                    message,
                    (contribution, context) -> {
                      task.run();
                      if (task.end() == WorkedPart.End.DONE) {
                        return RepeatStatus.FINISHED;
                      }
                      throw Failure.of(ProblemCode.STOPPED, "the part is not done", null);
                    }));
    @Nullable Exception lost = null;
    while (true) {
      try {
        work.get(BEAT_SECONDS, TimeUnit.SECONDS);
        break;
      } catch (TimeoutException e) {
        lost = lost == null ? beat(task) : lost;
      } catch (ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
      } catch (InterruptedException e) {
        // Whoever ends the worker says so by its signal.
        Thread.interrupted();
      }
    }
    if (lost instanceof SQLException sql) {
      throw sql;
    }
    if (lost instanceof RuntimeException other) {
      throw other;
    }
    return new IllegalStateException("Spring Batch has not begun the part");
  }

  /** What went wrong with the lease, if anything. */
  private @Nullable Exception beat(PartTask task) {
    try {
      lease.beat();
      return null;
    } catch (SQLException | RuntimeException e) {
      task.lose();
      return e;
    }
  }

  @Override
  public void close() {
    try (database;
        writers) {
      lease.close();
    } catch (SQLException e) {
      // Given back by the server.
      return;
    }
  }
}
