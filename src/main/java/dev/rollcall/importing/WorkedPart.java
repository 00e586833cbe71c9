package dev.rollcall.importing;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.StagedBlock;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.database.Writers;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Meaning;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RowOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A part that was handed out, for the worker who has it. What the run means it knows from the
 * ledger alone. For one thread.
 */
public final class WorkedPart {

  /** What has become of the worker's work on it. */
  public enum End {
    /** All of its rows are done. */
    DONE,
    /** The worker was to stop before its end. */
    LEFT,
    /** It is somebody else's now, or nobody's: nothing more of it can be committed. */
    TAKEN_AWAY
  }

  /** Where its rows come from. */
  public interface Blocks {

    /** The block with the row at this place, and some behind it; none if it is not there. */
    List<StagedBlock> from(long place);
  }

  /** What others have committed meanwhile. */
  public interface Committed {

    /** See {@link HandedOut#rejectedElsewhere}. */
    long rejectedElsewhere(int part) throws SQLException;
  }

  private final WorkerDatabase database;
  private final Writers writers;
  private final HandedRun run;
  private final HandedPart part;
  private final Predicate<Throwable> disturbed;

  /**
   * @param writers of the database
   * @param disturbed whether what went wrong is only that another program has written
   */
  public WorkedPart(
      WorkerDatabase database,
      Writers writers,
      HandedRun run,
      HandedPart part,
      Predicate<Throwable> disturbed) {
    this.database = database;
    this.writers = writers;
    this.run = run;
    this.part = part;
    this.disturbed = disturbed;
  }

  /**
   * Makes sure that this program understands the run as the one does that has handed it out.
   *
   * @throws Failure {@code WORKER_DIFFERS}
   */
  public static void require(HandedRun run) {
    String own = version();
    if (!own.equals(run.version())) {
      throw Failure.of(
          ProblemCode.WORKER_DIFFERS,
          "run "
              + run.runId()
              + " is handed out by rollcall "
              + run.version()
              + ", and this worker is of version "
              + own,
          "start workers of that version");
    }
    if (!Meaning.of(Meaning.parse(run.definition(), run.job())).equals(run.definition())) {
      throw Failure.of(
          ProblemCode.WORKER_DIFFERS,
          "run " + run.runId() + " has rules that this worker does not know",
          "start workers of the version that has handed it out");
    }
  }

  /** The version of this program, as runs are handed out with it. */
  static String version() {
    return Objects.requireNonNullElse(Origin.current().version(), "(not packaged)");
  }

  /**
   * Writes it to its end, a chunk after the other, as far as it may.
   *
   * @param going whether to go on after the chunk under way
   * @throws SQLException also {@link RuntimeException}: what went wrong; the chunk under way is
   *     undone
   */
  public End write(Blocks blocks, Committed committed, StopSignal stop, BooleanSupplier going)
      throws SQLException {
    ImportJob job = Meaning.parse(run.definition(), run.job()).chunked(run.chunk());
    Map<Long, Reject> settled = new HashMap<>();
    boolean nobody;
    try (Connection connection = database.dataSource().getConnection()) {
      UserTable users = database.users();
      users.keep(connection, job.extras());
      nobody = users.isEmpty(connection);
      database
          .ledger()
          .rejects()
          .settled(connection, run.runId())
          .forEach(reject -> settled.put(reject.line(), reject));
    }
    RunWork work =
        new RunWork(
            run.runId(),
            RowOrder.USER,
            job,
            false,
            new SharedRejects(run, settled, committed),
            null,
            null,
            RetiredUsers.none(),
            stop,
            new RunTotal(Counts.NONE, Progress.NONE),
            Origin.current().nowMillis() - run.sinceMillis());
    PartLoop loop = new PartLoop(writers, disturbed, work, going);
    try {
      boolean done =
          loop.write(
              part.part(),
              part.firstChange(),
              nobody,
              (from, users) ->
                  StagedChunks.of(
                      from, new BlockCursor(blocks, from.first() + from.position()), users));
      return done ? End.DONE : End.LEFT;
    } catch (Failure e) {
      if (e.code() == ProblemCode.STOPPED) {
        return End.LEFT;
      }
      // With the parts, the rows are recalled.
      if (e.code() == ProblemCode.RUN_TAKEN_OVER
          || e.code() == ProblemCode.STAGING_DAMAGED && !isOurs()) {
        return End.TAKEN_AWAY;
      }
      throw e;
    }
  }

  private boolean isOurs() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Part had = part.part();
      return database.ledger().parts().of(connection, run.runId()).stream()
          .anyMatch(each -> each.number() == had.number() && each.epoch() == had.epoch());
    }
  }
}
