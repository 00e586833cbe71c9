package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run at its beginning and its end, when it is an entity of the transaction under way. Between
 * its chunks it is none: to find one, compare it and write it takes Hibernate two milliseconds, and
 * there are chunks that take twenty.
 */
final class RunProgress {

  private final UserDatabase database;
  private final long runId;
  private final int restarts;

  /**
   * @param started the run as it was started
   */
  RunProgress(UserDatabase database, Run started) {
    this.database = database;
    this.runId = started.id();
    this.restarts = started.restarts();
  }

  /**
   * The run as the ledger has it, managed by the transaction under way, which is about to do more
   * for it than a chunk.
   *
   * @throws Failure {@code RUN_TAKEN_OVER} if the run is not this process's any more
   */
  Run held() {
    Run held = database.run(runId);
    if (!isOurs(held)) {
      throw takenOver(runId);
    }
    return held;
  }

  /** Whether nobody has taken up or ended the run since it was started here. */
  boolean isOurs(Run found) {
    return found.restarts() == restarts && found.status() == RunStatus.STARTED;
  }

  /** The same run with what its parts have come to. */
  static Run gathered(UserDatabase database, Run run) {
    database.entityManager().flush();
    database.execute(connection -> database.ledger().parts().gather(connection, run));
    return run;
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

  static Failure takenOver(long runId) {
    return Failure.of(
        ProblemCode.RUN_TAKEN_OVER,
        "another process has continued run " + runId + "; what this one was doing is undone",
        "let it finish; if none is working, run the same command again");
  }
}
