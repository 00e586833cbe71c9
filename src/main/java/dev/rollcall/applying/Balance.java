package dev.rollcall.applying;

import dev.rollcall.database.Ledger;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The balance of a run: every row of the input is in exactly one place, and the ledger's own rows
 * say the same as the counts that grew with them. A mismatch is a fault of this program, and fails
 * the run.
 */
public final class Balance {

  private Balance() {}

  /**
   * Checks a run that has no row left to do.
   *
   * @param rows how many rows the input has
   * @throws Failure {@code BALANCE}
   */
  public static void check(Run run, long rows, Ledger ledger, Connection connection)
      throws SQLException {
    Counts counts = run.counts();
    Map<Change.Kind, Long> changes = ledger.countChanges(connection, run.id(), run.changesAfter());
    long rejects = ledger.rejects().countAll(connection, run.id());
    List<String> faults = new ArrayList<>();
    compare(faults, "rows in the input", rows, "read", counts.read());
    compare(
        faults,
        "rows read",
        counts.read(),
        "accounted for",
        counts.created()
            + counts.updated()
            + counts.unchanged()
            + counts.deleted()
            + counts.rejected());
    compareChanges(faults, changes, Change.Kind.CREATED, counts.created());
    compareChanges(faults, changes, Change.Kind.UPDATED, counts.updated() + counts.retired());
    compareChanges(faults, changes, Change.Kind.DELETED, counts.deleted() + counts.removed());
    compare(faults, "rejects in the ledger", rejects, "counted", counts.rejected());
    if (!faults.isEmpty()) {
      throw Failure.of(
          ProblemCode.BALANCE,
          "run " + run.id() + " does not balance: " + String.join("; ", faults),
          "nothing more is written; keep the database and report this");
    }
  }

  private static void compareChanges(
      List<String> faults, Map<Change.Kind, Long> changes, Change.Kind kind, long counted) {
    long inLedger = changes.getOrDefault(kind, 0L);
    compare(faults, kind.word() + " users in the ledger", inLedger, "counted", counted);
  }

  private static void compare(
      List<String> faults, String what, long there, String other, long counted) {
    if (there != counted) {
      faults.add(what + " " + there + ", " + other + " " + counted);
    }
  }
}
