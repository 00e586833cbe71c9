package dev.rollcall.importing;

import dev.rollcall.database.Ledger;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a run as a process finds them when it begins to write, and which ids are free for
 * their changes. Read on the connection that has the run lock: so the epochs are those of this
 * process.
 *
 * @param firstChanges for each part the id of the change that its first row would make, if all of
 *     its rows made one: where several write at the same time, each has the ids of its own rows
 */
record RunParts(List<Part> parts, List<Long> firstChanges) {

  /**
   * Reads them, and makes sure that they are of these rows.
   *
   * @throws dev.rollcall.problem.Failure {@code POSITION_UNKNOWN} if they are not
   */
  static RunParts of(Connection connection, Ledger ledger, Run run, StagedRecords staged)
      throws SQLException {
    List<Part> parts = ledger.parts().of(connection, run.id());
    parts.forEach(part -> RowOrderDigest.check(staged, run, part));
    return new RunParts(parts, firstChanges(connection, ledger, parts, staged));
  }

  /** Behind all changes there are, and so that what is left of each part has room. */
  private static List<Long> firstChanges(
      Connection connection, Ledger ledger, List<Part> parts, StagedRecords staged)
      throws SQLException {
    long next = 1 + ledger.newestChange(connection);
    List<Long> firstChanges = new ArrayList<>();
    for (Part part : parts) {
      long rows = part.rows() == Part.ALL ? staged.records() - part.first() : part.rows();
      firstChanges.add(next - part.position());
      next += rows - part.position();
    }
    return firstChanges;
  }

  /** What has become of their rows. */
  Counts counts() {
    return parts.stream().map(Part::counts).reduce(Counts.NONE, Counts::plus);
  }
}
