package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;

/** Rejects of which it isn't known any more whether they have been applied. */
final class PrunedRejects {

  private PrunedRejects() {}

  /**
   * Lets no retry of them begin. Must be asked in a transaction.
   *
   * @throws Failure {@code RUN_PRUNED}
   */
  static void refuse(UserDatabase database, Run candidate) {
    if (candidate.kind() != RunKind.RETRY) {
      return;
    }
    Run run = Retry.root(database, candidate);
    if (run.prunedAt() != null) {
      throw Failure.of(
          ProblemCode.RUN_PRUNED,
          "the rejects of run "
              + run.id()
              + " were pruned at "
              + run.prunedAt()
              + ", so it isn't known which of them have been applied",
          "rollcall import FILE --again imports the rows of their file as rows like others, also"
              + " those that have been applied");
    }
  }

  /** Whether somebody wants them imported all the same, as if no run had rejected them. */
  static boolean areRowsLikeOthers(Run run, Request request) {
    return run.prunedAt() != null && request.again();
  }
}
