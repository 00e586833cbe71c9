package dev.rollcall.laboratory;

import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Database;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a database.
 *
 * @param tables those of ours
 * @param ids of users by their names
 * @param runs by their ids
 */
record Seen(
    Set<String> tables,
    Map<String, ModelUser> users,
    Map<String, Long> ids,
    Map<Long, Run> runs,
    Map<Long, List<Change>> changes,
    Map<Long, List<String>> rejects) {

  private static final Set<String> OWN = Set.of("id", "username", "email", "level");

  private static final String COUNTS =
      "rows_read, created, updated, unchanged, deleted, rejected, removed";

  /** Older versions have no such count. */
  private static final String RETIRED = "retired";

  /** A run's row in the ledger. */
  record Run(
      long id,
      String status,
      long position,
      Map<String, Long> counts,
      long raised,
      long lowered,
      long relative,
      long restarts,
      @Nullable String rejectFile) {

    boolean isComplete() {
      return status.startsWith("COMPLETED");
    }

    long count(String name) {
      return Objects.requireNonNull(counts.get(name));
    }
  }

  /**
   * @param text all of it, as {@link Database#changes} has it
   */
  record Change(String username, String text) {}

  /** Looks at a database, which must not be in use; one without tables has nothing in it. */
  static Seen in(Database database) {
    Seen seen =
        new Seen(
            new TreeSet<>(),
            new TreeMap<>(),
            new HashMap<>(),
            new TreeMap<>(),
            new HashMap<>(),
            new LinkedHashMap<>());
    if (!Files.exists(database.path())) {
      return seen;
    }
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      for (ResultSet check = statement.executeQuery("pragma integrity_check"); check.next(); ) {
        if (!check.getString(1).equals("ok")) {
          throw new AssertionError("the database is damaged: " + check.getString(1));
        }
      }
      if (!has(statement, "users")) {
        return seen;
      }
      seen.readTables(statement);
      seen.readUsers(statement);
      if (has(statement, "rollcall_rejects")) {
        seen.readRuns(statement);
      }
      for (long run : seen.runs.keySet()) {
        seen.readChanges(statement, run, database);
        seen.rejects.put(run, database.rejects(run));
      }
      return seen;
    } catch (SQLException e) {
      throw new AssertionError("the database can't be read", e);
    }
  }

  private static boolean has(Statement statement, String table) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("select 1 from sqlite_master where name = '" + table + "'")) {
      return found.next();
    }
  }

  private void readTables(Statement statement) throws SQLException {
    String query =
        "select lower(name) from sqlite_master where type = 'table' and name like 'rollcall%'";
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
  }

  private void readUsers(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select * from users order by username")) {
      while (row.next()) {
        String name = row.getString("username");
        Map<String, @Nullable Object> extras = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          String column = row.getMetaData().getColumnName(i);
          if (!OWN.contains(column)) {
            Object value = row.getObject(i);
            extras.put(column, value instanceof Number number ? number.longValue() : value);
          }
        }
        users.put(name, new ModelUser(name, row.getString("email"), row.getLong("level"), extras));
        ids.put(name, row.getLong("id"));
      }
    }
  }

  private void readRuns(Statement statement) throws SQLException {
    boolean retires;
    try (ResultSet found =
        statement.executeQuery(
            "select 1 from pragma_table_info('rollcall_runs') where name = '" + RETIRED + "'")) {
      retires = found.next();
    }
    String query =
        "select id, status, position, raised, lowered, relative, restarts, reject_file, "
            + COUNTS
            + ", "
            + (retires ? RETIRED : "0 as " + RETIRED)
            + " from rollcall_runs order by id";
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        Map<String, Long> counts = new TreeMap<>();
        for (String count : COUNTS.split(", ", -1)) {
          counts.put(count.equals("rows_read") ? "read" : count, row.getLong(count));
        }
        counts.put(RETIRED, row.getLong(RETIRED));
        Run run =
            new Run(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                counts,
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8));
        runs.put(run.id(), run);
      }
    }
  }

  private void readChanges(Statement statement, long run, Database database) throws SQLException {
    List<String> texts = database.changes(run);
    List<Change> read = new ArrayList<>();
    String query =
        "select username from rollcall_changes where run_id = " + run + " order by line, username";
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        read.add(new Change(row.getString(1), texts.get(read.size())));
      }
    }
    changes.put(run, read);
  }

  List<Change> changesOf(long run) {
    return changes.getOrDefault(run, List.of());
  }

  List<String> rejectsOf(long run) {
    return rejects.getOrDefault(run, List.of());
  }
}
