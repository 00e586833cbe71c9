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
    RowOrderDigest.check(staged, run, parts);
    return new RunParts(parts, firstChanges(connection, ledger, run, parts, staged));
  }

  /**
   * By the places of their rows, so that a run that was continued leaves the same changes as one
   * that was not. If others have changed anything since it began, behind all changes there are, and
   * so that what is left of each part has room.
   */
  private static List<Long> firstChanges(
      Connection connection, Ledger ledger, Run run, List<Part> parts, StagedRecords staged)
      throws SQLException {
    boolean begun = parts.stream().anyMatch(part -> part.position() > 0);
    if (begun && !ledger.othersHaveChanged(connection, run.id(), run.changesAfter())) {
      return parts.stream().map(part -> run.changesAfter() + 1 + part.first()).toList();
    }
    long next = 1 + ledger.newestChange(connection);
    List<Long> firstChanges = new ArrayList<>();
    for (Part part : parts) {
      long rows = part.rows() == Part.ALL ? staged.records() - part.first() : part.rows();
      firstChanges.add(next - part.position());
      next += rows - part.position();
    }
    return firstChanges;
  }

  /** The same, beginning with the part of this number; as they are for 0. */
  RunParts beginningWith(int number) {
    List<Part> sorted = new ArrayList<>(parts);
    List<Long> changes = new ArrayList<>(firstChanges);
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).number() == number) {
        sorted.add(0, sorted.remove(i));
        changes.add(0, changes.remove(i));
      }
    }
    return new RunParts(sorted, changes);
  }

  /** Those that are not done. */
  long open() {
    return parts.stream().filter(part -> part.position() < part.rows()).count();
  }

  /** What has become of their rows. */
  Counts counts() {
    return parts.stream().map(Part::counts).reduce(Counts.NONE, Counts::plus);
  }
}
