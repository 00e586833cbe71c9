package dev.rollcall.wiring;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Database;
import dev.rollcall.importing.BatchJobs;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.Importer;
import dev.rollcall.importing.Plan;
import dev.rollcall.importing.PlanDepth;
import dev.rollcall.importing.Planner;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.RunContext;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.task.SyncTaskExecutor;

/**
 * Imports into one database: holds its lock from beginning to end, so that no other run comes
 * between. Not thread-safe.
 */
public final class ImportSession implements AutoCloseable {

  private final OpenDatabase database;
  private final Importer importer;
  private final Planner planner;

  private ImportSession(OpenDatabase database, Importer importer, Planner planner) {
    this.database = database;
    this.importer = importer;
    this.planner = planner;
  }

  /**
   * How to work.
   *
   * @param work what is done, for others who find the database held
   * @param patience how long to wait for another run
   * @param echo takes every statement with its values; null for nobody
   */
  public record Options(
      String work,
      Duration patience,
      @Nullable Consumer<String> echo,
      StopSignal stop,
      Progress progress) {

    /** The progress of work that ends with {@code STOPPED} where it tells it, if asked to. */
    Progress stoppable() {
      return new Progress() {
        @Override
        public void begin(Phase phase, long total) {
          stop.check();
          progress.begin(phase, total);
        }

        @Override
        public void at(long done, long rows) {
          stop.check();
          progress.at(done, rows);
        }
      };
    }
  }

  /**
   * Opens the database, making it if there is none, and migrating it if it is of an older version.
   *
   * @throws Failure {@code DATABASE_BUSY}, {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING},
   *     {@code SCHEMA_NEWER}
   */
  public static ImportSession open(Database at, Options options) {
    OpenDatabase database = OpenDatabase.of(at, options);
    try {
      // While the entities are being made ready.
      BatchRecords.beforehand();
      UserDatabase users = database.users();
      RunContext runContext =
          new RunContext(
              new SideFiles(at.path()),
              options.stop(),
              options.progress(),
              users.writers() == null ? null : workers -> Crews.of(at, options, workers.broker()));
      BatchJobs jobs = batchJobs(at, database);
      Importer importer = new Importer(users, jobs, runContext, database.explain());
      Planner planner = new Planner(users, runContext, database.explain());
      return new ImportSession(database, importer, planner);
    } catch (RuntimeException e) {
      database.close();
      throw database.explain().apply(e);
    }
  }

  private static BatchJobs batchJobs(Database at, OpenDatabase database) {
    try {
      Persistence persistence = database.persistence();
      JobRepository repository =
          BatchRecords.on(at, database.dataSource(), persistence.transactionManager());
      TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
      operator.setJobRepository(repository);
      operator.setJobRegistry(new MapJobRegistry());
      operator.setTaskExecutor(new SyncTaskExecutor());
      operator.afterPropertiesSet();
      return new BatchJobs(repository, operator, persistence.transactionManager());
    } catch (Exception e) {
      throw new IllegalStateException("Spring Batch could not be set up", e);
    }
  }

  /** Finds out what an import would do; see {@link Planner#plan(Request, PlanDepth)}. */
  public Plan plan(Request request, PlanDepth depth) {
    return planner.plan(request, depth);
  }

  /**
   * Finds out what imports would do one after the other; see {@link Planner#plan(List, Consumer)}.
   */
  public void plan(List<Request> requests, Consumer<Plan> each) {
    planner.plan(requests, each);
  }

  /** Imports the fixed rejects of a run; see {@link Importer#retry}. */
  public ImportResult retry(RunName run, @Nullable Path file, UnaryOperator<ImportJob> adjust) {
    return importer.retry(run, file, adjust);
  }

  /** Imports one input; see {@link Importer#run}. */
  public ImportResult run(Request request) {
    return importer.run(request);
  }

  @Override
  public void close() {
    database.close();
  }
}
