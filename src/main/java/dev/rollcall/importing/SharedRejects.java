package dev.rollcall.importing;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.Ledger;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import dev.rollcall.text.Counted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The rejects of a run whose parts are written by many processes. All of them count, so one chunk
 * with rejects is committed at a time: with a lock, and not by one row that all of them change,
 * which would undo each chunk that began before another one was committed.
 *
 * @param committed counted on another connection than the chunk's
 */
record SharedRejects(HandedRun run, Map<Long, Reject> settled, WorkedPart.Committed committed)
    implements PartRejects {

  @Override
  public void add(Connection connection, Ledger ledger, List<Reject> rejects) throws SQLException {
    ledger.addRejects(
        connection,
        run.runId(),
        rejects.stream().filter(reject -> !settled.containsKey(reject.line())).toList());
  }

  @Override
  public void judge(Connection connection, Ledger ledger, Part part, Counts chunk, Counts total)
      throws SQLException {
    HandedOut handedOut = ledger.handedOut();
    if (chunk.rejected() == 0 || handedOut == null) {
      return;
    }
    handedOut.lockRejects(connection);
    long all = committed.rejectedElsewhere(part.number()) + part.counts().rejected();
    if (all > run.mostRejects()) {
      // Whoever has handed it out finds the same, and says what it means.
      throw Failure.of(
          ProblemCode.REJECT_LIMIT,
          Counted.of(all, "reject") + " are more than the limit lets pass",
          null);
    }
  }
}
