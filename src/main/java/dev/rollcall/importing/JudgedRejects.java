package dev.rollcall.importing;

import dev.rollcall.database.Ledger;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The rejects of a run all of whose parts are written by this process.
 *
 * @param rows how many the run has
 */
record JudgedRejects(RunRejects rejects, RejectLimitPolicy limit, long rows)
    implements PartRejects {

  @Override
  public Map<Long, Reject> settled() {
    return rejects.settled();
  }

  @Override
  public void add(Connection connection, Ledger ledger, List<Reject> added) throws SQLException {
    rejects.add(connection, ledger, added);
  }

  /** Also where all rows were done under another limit, before the run died. */
  @Override
  public void judge(Connection connection, Ledger ledger, Part part, Counts chunk, Counts total)
      throws SQLException {
    rejects.refuse(connection, ledger, limit.ofAll(total.rejected(), rows));
  }
}
