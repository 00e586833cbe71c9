package dev.rollcall.importing;

import dev.rollcall.database.Ledger;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The rejects of a run for those who write its parts. Thread-safe; each writer has a connection of
 * its own.
 */
interface PartRejects {

  /** By their lines, the rejects that retries had settled when the run began to work. */
  Map<Long, Reject> settled();

  /** Adds those that the ledger has not kept. */
  void add(Connection connection, Ledger ledger, List<Reject> rejects) throws SQLException;

  /**
   * Judges what the run has come to, as the last of a chunk's transaction.
   *
   * @param part with the chunk
   * @param chunk what became of its rows; of none at the end of a part
   * @param total all that this process knows of, with the chunk
   * @throws Failure {@code REJECT_LIMIT}
   */
  void judge(Connection connection, Ledger ledger, Part part, Counts chunk, Counts total)
      throws SQLException;
}
