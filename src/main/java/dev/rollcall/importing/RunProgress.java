package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run between its chunks: how far it has got, and its counts, in memory and in the ledger.
 *
 * <p>It is no entity meanwhile. To find one, compare it and write it takes Hibernate two
 * milliseconds, and there are chunks that take twenty. Its methods must be called in a transaction;
 * if that is undone, {@link #forget} makes the next one read the ledger again.
 */
final class RunProgress {

  private final UserDatabase database;
  private final long runId;
  private final int restarts;
  private @Nullable Run run;

  /**
   * @param started the run as it was started
   */
  RunProgress(UserDatabase database, Run started) {
    this.database = database;
    this.runId = started.id();
    this.restarts = started.restarts();
  }

  /** The run as the last chunk left it. */
  Run run() {
    if (run == null) {
      Run found = database.run(runId);
      // What was changed in it before, it would take along.
      database.entityManager().flush();
      database.entityManager().detach(found);
      run = found;
    }
    return run;
  }

  /**
   * Notes a chunk.
   *
   * @param from where it began
   * @throws Failure {@code RUN_TAKEN_OVER} if the run is not there any more, or not this process's
   */
  void advance(long from, ChunkRows rows, Counts chunk) {
    Run now = run();
    now.advance(from + rows.size(), rows.digestAfter(now.positionDigest()), chunk);
    boolean ours =
        now.restarts() == restarts
            && database.onConnection(c -> database.ledger().advance(c, now, from));
    if (!ours) {
      throw takenOver();
    }
  }

  /**
   * The run as the ledger has it, managed by the transaction under way, which is about to do more
   * for it than a chunk.
   *
   * @throws Failure {@code RUN_TAKEN_OVER} as above
   */
  Run held() {
    Run held = database.run(runId);
    if (!isOurs(held)) {
      throw takenOver();
    }
    return held;
  }

  /** Whether nobody has taken up or ended the run since it was started here. */
  boolean isOurs(Run found) {
    boolean moved = run != null && run.position() != found.position();
    return found.restarts() == restarts && found.status() == RunStatus.STARTED && !moved;
  }

  /**
   * Ends the run, which has done all it was to do.
   *
   * @param delivery by which its input came; null if it was named
   */
  void complete(Run held, long millis, @Nullable Delivery delivery) {
    held.worked(millis);
    held.complete(database.onConnection(database.ledger()::newestChange));
    if (held.kind() == RunKind.IMPORT) {
      database.execute(c -> database.ledger().runIndex().deliver(c, held.source(), held));
    }
    Delivery.note(database, delivery, held.source(), held);
  }

  private Failure takenOver() {
    return Failure.of(
        ProblemCode.RUN_TAKEN_OVER,
        "another process has continued run " + runId + "; what this one was doing is undone",
        "let it finish; if none is working, run the same command again");
  }

  void forget() {
    run = null;
  }
}
