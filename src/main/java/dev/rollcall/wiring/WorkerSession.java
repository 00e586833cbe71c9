package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.workers.JobRecords;
import dev.rollcall.workers.WorkerPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker on one database. Needs no entities, and no lock. */
public final class WorkerSession {

  private WorkerSession() {}

  /**
   * Works; see {@link WorkerPool#work}.
   *
   * @param broker the address of the broker by which parts travel; null if they do by the database
   * @param echo takes every statement with its values; null for nobody
   * @param say takes what somebody who watches should know
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}, {@code
   *     NOT_SUPPORTED}, {@code WORKER_DIFFERS}, {@code BROKER_UNUSABLE}
   */
  public static WorkerPool.Done work(
      Database at,
      @Nullable String broker,
      WorkerPool.Shift shift,
      StopSignal stop,
      @Nullable Consumer<String> echo,
      Consumer<String> say) {
    JobRecords records = (dataSource, manager) -> BatchRecords.on(at, dataSource, manager);
    return new WorkerPool(at, records, Crews.channel(broker), shift, stop, echo, say).work();
  }
}
