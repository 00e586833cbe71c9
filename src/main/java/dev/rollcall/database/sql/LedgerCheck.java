package dev.rollcall.database.sql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of the ledger that no run of this program writes. A database may come from anywhere,
 * and so may its ledger: kinds that there are not, texts for numbers, a run that undoes itself.
 */
public final class LedgerCheck {

  public static final String RUNS = "rollcall_runs";

  /** No number of a run, a change or a reject comes near this; some more can be added to it. */
  public static final long LARGEST = 1L << 53;

  /** The runs of a run: those that undo it or import its rejects, those of these, and so on. */
  private static final String NEAR =
      "with recursive near(id) as (select cast(?1 as bigint) union"
          + " select runs.id from rollcall_runs runs join near on runs.of_run = near.id)";

  /** The runs before what they have done. */
  private static final List<String> TABLES =
      List.of(RUNS, ChangeRows.TABLE, RejectRows.TABLE, "rollcall_pace");

  private final Dialect dialect;

  public LedgerCheck(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The damaged ones among the newest runs, newest first. */
  List<Long> damagedRuns(Connection connection, int newest) throws SQLException {
    return runs(connection, newest, "not " + sound(RUNS));
  }

  /** All others of them. */
  List<Long> soundRuns(Connection connection, int newest) throws SQLException {
    return runs(connection, newest, sound(RUNS));
  }

  private static List<Long> runs(Connection connection, int newest, String which)
      throws SQLException {
    return Sql.list(
        connection,
        "select id from (select * from rollcall_runs order by id desc limit ?) as newest where "
            + which
            + " order by id desc",
        row -> row.getLong(1),
        newest);
  }

  /**
   * Whether a run, its rejects and pace, all runs that undo it or import its rejects, and theirs,
   * are sound.
   */
  boolean isSound(Connection connection, long runId) throws SQLException {
    String runs =
        NEAR
            + " select count(*) from rollcall_runs where id in (select id from near) and not "
            + sound(RUNS);
    long damaged = Sql.number(connection, runs, runId);
    for (String table : TABLES.subList(2, TABLES.size())) {
      damaged +=
          Sql.number(
              connection,
              "select count(*) from " + table + " where run_id = ? and not " + sound(table),
              runId);
    }
    return damaged == 0;
  }

  /**
   * Makes sure that there are numbers left for a run, for its changes and its rejects.
   *
   * @param database its name, for messages
   * @throws Failure {@code LEDGER_DAMAGED} if one of them is so high that no run can have given it
   */
  public static void requireRoom(Connection connection, String database) throws SQLException {
    for (String table : List.of(RUNS, ChangeRows.TABLE, RejectRows.TABLE)) {
      long newest = Sql.number(connection, "select coalesce(max(id), 0) from " + table);
      if (newest > LARGEST) {
        throw failure(database, table + " with the number " + newest, null);
      }
    }
  }

  /**
   * What to say of a ledger that is damaged.
   *
   * @param database its name, for messages
   */
  public static Failure failure(String database, String where, @Nullable Throwable cause) {
    return Failure.at(
        ProblemCode.LEDGER_DAMAGED,
        Place.of(database),
        "the ledger is damaged: " + where + " has what no run of rollcall writes",
        "restore a backup; rollcall runs list shows the runs that are whole",
        cause);
  }

  /** Where the first damage is, in words; null if there is none. */
  public @Nullable String firstDamage(Connection connection) throws SQLException {
    for (String table : TABLES) {
      String id = table.equals(RUNS) ? "id" : "run_id";
      List<String> runs =
          Sql.texts(
              connection,
              "select " + id + " from " + table + " where not " + sound(table) + " limit 1");
      if (!runs.isEmpty()) {
        return (table.equals(RUNS) ? "" : "a row of " + table + " of ") + "run " + runs.get(0);
      }
    }
    return null;
  }

  /**
   * As SQL: whether there is such a row, and it is as a run of this program could have written it.
   *
   * @param id what the row's id is to be, as SQL
   */
  String soundRow(String table, String id) {
    return "exists (select 1 from " + table + " where id = " + id + " and " + sound(table) + ")";
  }

  /** As SQL: whether a row of the table is as a run of this program could have written it. */
  String sound(String table) {
    List<String> conditions = new ArrayList<>();
    conditions.add(dialect.soundColumns(table));
    switch (table) {
      case RUNS -> {
        conditions.add(oneOf("kind", RunKind.values()));
        conditions.add(oneOf("status", RunStatus.values()));
        conditions.add(oneOf("row_order", RowOrder.values()));
        conditions.add("(of_run is not null) = (kind in ('UNDO', 'RETRY'))");
        conditions.add("(of_run is null or of_run < id)");
        conditions.add("again in (false, true)");
        conditions.add("(code is null or " + oneOf("code", ProblemCode.values()) + ")");
      }
      case RejectRows.TABLE -> conditions.add(oneOf("code", RejectCode.values()));
      default -> {}
    }
    return "coalesce(" + String.join(" and ", conditions) + ", false)";
  }

  private static String oneOf(String column, Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> "'" + value.name() + "'")
        .collect(Collectors.joining(", ", column + " in (", ")"));
  }
}
