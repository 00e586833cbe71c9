package dev.rollcall.database;

import dev.rollcall.runs.Part;
import dev.rollcall.runs.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The parts of runs in the ledger. Every method works on the connection of the caller's transaction
 * and commits nothing; each may be called by any writer of a run.
 */
public interface Parts {

  /** Begins a run, which has one part until it is cut. */
  void begin(Connection connection, long runId) throws SQLException;

  /** The parts of a run, in their order. */
  List<Part> of(Connection connection, long runId) throws SQLException;

  /**
   * Cuts a run of which nothing is done, for good: it goes on by these parts whenever it is
   * continued.
   *
   * @param whole its part until now
   * @return false if somebody else has taken the run over; nothing is cut then
   */
  boolean cut(Connection connection, long runId, Part whole, List<Part> parts) throws SQLException;

  /**
   * Moves a part, if it is where the writer has left it, and of the writer's epoch.
   *
   * @param part as it is after a chunk
   * @param from its position before
   * @return false if it is somewhere else, or somebody else has taken the run over; nothing is
   *     noted then, and the chunk must be undone
   */
  boolean advance(Connection connection, long runId, Part part, long from) throws SQLException;

  /**
   * Lets a run that ends, for now or for good, have what its parts have come to.
   *
   * @param run managed by the transaction, or by none
   */
  default void gather(Connection connection, Run run) throws SQLException {
    List<Part> parts = of(connection, run.id());
    if (!parts.isEmpty()) {
      run.gather(parts);
    }
  }
}
