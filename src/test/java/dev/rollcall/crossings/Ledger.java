package dev.rollcall.crossings;

import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in a database.
 *
 * @param ids of users by their names
 * @param runs by their ids
 */
record Ledger(Map<String, ModelUser> users, Map<String, Long> ids, Map<Long, Run> runs) {

  private static final List<String> COUNTS =
      List.of("created", "updated", "unchanged", "deleted", "rejected", "removed");

  /** What a part never does. */
  private static final String RETIRED = "retired";

  /**
   * A run's row, its changes, and its rejects.
   *
   * @param done the places of the rows that are committed, in the order in which the run has them
   * @param changes in the order of their lines
   * @param rejects codes by line
   * @param settled whether a reject is settled, by line
   */
  record Run(
      long id,
      String status,
      BitSet done,
      boolean inFileOrder,
      long restarts,
      long relative,
      long read,
      Map<String, Long> counts,
      @Nullable String rejectFile,
      List<Change> changes,
      Map<Long, String> rejects,
      Map<Long, Boolean> settled) {

    boolean isComplete() {
      return status.startsWith("COMPLETED");
    }

    private long settledEarly() {
      return isComplete() ? 0 : settled.values().stream().filter(each -> each).count();
    }

    long count(String name) {
      return Objects.requireNonNull(counts.get(name));
    }

    /**
     * Read is the sum of the others, and the ledger has as many rows as the counts say. Of a run
     * that is not done, rejects that were settled meanwhile are not counted before it gets to them.
     */
    boolean balances() {
      long missing = count("removed") + count(RETIRED);
      long changed = count("created") + count("updated") + count("deleted");
      return read == changed + count("unchanged") + count("rejected")
          && changes.size() == changed + missing
          && rejects.size() >= count("rejected")
          && rejects.size() - settledEarly() <= count("rejected");
    }
  }

  /** What a row did to a user. */
  record Change(
      long line,
      String kind,
      String username,
      @Nullable String emailBefore,
      @Nullable String emailAfter,
      @Nullable Long levelBefore,
      @Nullable Long levelAfter) {}

  /**
   * Looks at a database, which must not be in use.
   *
   * @param columns what its users have beside the four columns
   */
  static Ledger in(Database database, List<ModelColumn> columns) {
    Ledger seen = new Ledger(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      if (database.isFile()) {
        requireSound(statement);
      }
      seen.readUsers(statement, columns);
      requireHush(statement);
      seen.readRuns(statement, database.isFile());
      return seen;
    } catch (SQLException e) {
      throw new AssertionError("the database can't be read", e);
    }
  }

  private static void requireSound(Statement statement) throws SQLException {
    try (ResultSet check = statement.executeQuery("pragma integrity_check")) {
      if (!check.getString(1).equals("ok")) {
        throw new AssertionError("the database is damaged: " + check.getString(1));
      }
    }
  }

  /** What is secret is nowhere but in the users. */
  private static void requireHush(Statement statement) throws SQLException {
    for (String kept :
        List.of(
            "select extra_before from rollcall_changes",
            "select extra_after from rollcall_changes",
            "select extra from rollcall_rejects",
            "select message from rollcall_rejects")) {
      try (ResultSet row = statement.executeQuery(kept)) {
        while (row.next()) {
          String text = row.getString(1);
          if (text != null && text.contains(ModelCase.HUSH)) {
            throw new AssertionError("a secret is told: " + text);
          }
        }
      }
    }
  }

  private void readUsers(Statement statement, List<ModelColumn> columns) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select username, email, level, id"
                + ModelExtras.behind(columns)
                + " from users order by username")) {
      while (row.next()) {
        String name = row.getString(1);
        Map<String, @Nullable Object> extras = new TreeMap<>();
        for (ModelColumn column : columns) {
          int at = 5 + extras.size();
          extras.put(column.name(), column.text() ? row.getString(at) : number(row, at));
        }
        users.put(name, new ModelUser(name, row.getString(2), row.getLong(3), extras));
        ids.put(name, row.getLong(4));
      }
    }
  }

  private void readRuns(Statement statement, boolean file) throws SQLException {
    Map<Long, List<Change>> changes = changes(statement);
    Map<Long, Map<Long, String>> rejects = new TreeMap<>();
    Map<Long, Map<Long, Boolean>> settled = new TreeMap<>();
    String query = "select run_id, line, code, coalesce(settled_by, 0) > 0 from rollcall_rejects";
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        long run = row.getLong(1);
        rejects.computeIfAbsent(run, any -> new TreeMap<>()).put(row.getLong(2), row.getString(3));
        settled.computeIfAbsent(run, any -> new TreeMap<>()).put(row.getLong(2), row.getBoolean(4));
      }
    }
    Map<Long, List<Part>> parts = parts(statement);
    try (ResultSet row =
        statement.executeQuery(
            "select id, status, row_order, restarts, reject_file, rows_read, relative, noted,"
                + " retired, "
                + String.join(", ", COUNTS)
                + " from rollcall_runs order by id")) {
      while (row.next()) {
        long id = row.getLong(1);
        List<Part> of = parts.getOrDefault(id, List.of());
        String status = row.getString(2);
        Map<String, Long> counts = new TreeMap<>(counts(row));
        if (status.equals("STARTED") && !of.isEmpty() && !file) {
          // While a run is at work, or dead, its parts alone know what they have come to; and what
          // was noted as it was refused is there until it has begun again.
          counts.clear();
          of.forEach(part -> part.counts.forEach((name, n) -> counts.merge(name, n, Long::sum)));
          counts.merge("rejected", row.getLong("noted"), Long::sum);
          counts.merge("rows_read", row.getLong("noted"), Long::sum);
        }
        counts.put(RETIRED, row.getLong(RETIRED));
        BitSet done = new BitSet();
        of.forEach(part -> done.set(part.first, part.first + part.position));
        runs.put(
            id,
            new Run(
                id,
                status,
                done,
                row.getString(3).equals("FILE"),
                row.getLong(4),
                Objects.requireNonNull(counts.remove("relative")),
                Objects.requireNonNull(counts.remove("rows_read")),
                counts,
                row.getString(5),
                changes.getOrDefault(id, List.of()),
                rejects.getOrDefault(id, Map.of()),
                settled.getOrDefault(id, Map.of())));
      }
    }
  }

  /** Rows side by side, of which so many are committed, the first ones. */
  private record Part(int first, int position, Map<String, Long> counts) {}

  private static Map<Long, List<Part>> parts(Statement statement) throws SQLException {
    Map<Long, List<Part>> parts = new TreeMap<>();
    try (ResultSet row = statement.executeQuery("select * from rollcall_parts")) {
      while (row.next()) {
        parts
            .computeIfAbsent(row.getLong("run_id"), any -> new ArrayList<>())
            .add(new Part(row.getInt("first_row"), row.getInt("position"), counts(row)));
      }
    }
    return parts;
  }

  private static Map<String, Long> counts(ResultSet row) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    for (String count : COUNTS) {
      counts.put(count, row.getLong(count));
    }
    counts.put("relative", row.getLong("relative"));
    counts.put("rows_read", row.getLong("rows_read"));
    return counts;
  }

  private static Map<Long, List<Change>> changes(Statement statement) throws SQLException {
    Map<Long, List<Change>> changes = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery(
            "select run_id, line, kind, username, email_before, email_after, level_before,"
                + " level_after from rollcall_changes order by line, username")) {
      while (row.next()) {
        changes
            .computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
            .add(
                new Change(
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    number(row, 7),
                    number(row, 8)));
      }
    }
    return changes;
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }
}
