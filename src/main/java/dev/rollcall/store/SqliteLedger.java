package dev.rollcall.store;

import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Ledger;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.Touched;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger's rows in SQLite. */
public final class SqliteLedger implements Ledger {

  private static final List<String> CHANGE_COLUMNS =
      List.of(
          "run_id",
          "line",
          "user_id",
          "username",
          "level_before",
          "level_after",
          "email_before",
          "email_after",
          "reason");

  private static final List<String> REJECT_COLUMNS =
      List.of(
          "run_id", "line", "code", "message", "username", "email", "level", "action", "reason");

  private static final String CHANGES_OF_RUN =
      "select line, user_id, username, level_before, level_after, email_before, email_after,"
          + " reason from rollcall_changes where id > ? and run_id = ?";

  /** Of each user the first change tells what was before, the last one what is after. */
  private static final String TOUCHED =
      "with spans as (select min(id) as first, max(id) as last from rollcall_changes"
          + " where id > ? and run_id = ? group by username)"
          + " select count(*) filter (where a.level_after is null),"
          + " count(*) filter (where a.level_after < b.level_before),"
          + " count(*) filter (where a.level_after is not b.level_before"
          + " or a.email_after is not b.email_before)"
          + " from spans join rollcall_changes b on b.id = spans.first"
          + " join rollcall_changes a on a.id = spans.last where b.level_before is not null";

  @Override
  public void addChanges(Connection connection, long runId, List<Change> changes)
      throws SQLException {
    new BulkInsert<Change>(
            "rollcall_changes",
            CHANGE_COLUMNS,
            (statement, index, change) -> bind(statement, index, runId, change))
        .execute(connection, changes);
  }

  private static void bind(PreparedStatement statement, int index, long runId, Change change)
      throws SQLException {
    User before = change.before();
    User after = change.after();
    statement.setLong(index, runId);
    statement.setLong(index + 1, change.line());
    statement.setLong(index + 2, change.user().id());
    statement.setString(index + 3, change.user().username());
    setLevel(statement, index + 4, before);
    setLevel(statement, index + 5, after);
    statement.setString(index + 6, before == null ? null : before.email());
    statement.setString(index + 7, after == null ? null : after.email());
    statement.setString(index + 8, change.reason());
  }

  private static void setLevel(PreparedStatement statement, int index, @Nullable User user)
      throws SQLException {
    if (user == null) {
      statement.setNull(index, Types.INTEGER);
    } else {
      statement.setLong(index, user.level());
    }
  }

  @Override
  public void addRejects(Connection connection, long runId, List<Reject> rejects)
      throws SQLException {
    new BulkInsert<Reject>(
            "rollcall_rejects",
            REJECT_COLUMNS,
            (statement, index, reject) -> bind(statement, index, runId, reject))
        .execute(connection, rejects);
  }

  private static void bind(PreparedStatement statement, int index, long runId, Reject reject)
      throws SQLException {
    Cells cells = reject.cells();
    statement.setLong(index, runId);
    statement.setLong(index + 1, reject.line());
    statement.setString(index + 2, reject.code().name());
    statement.setString(index + 3, reject.message());
    statement.setString(index + 4, cells.username());
    statement.setString(index + 5, cells.email());
    statement.setString(index + 6, cells.level());
    statement.setString(index + 7, cells.action());
    statement.setString(index + 8, cells.reason());
  }

  @Override
  public void clearRejects(Connection connection, long runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from rollcall_rejects where run_id = ?")) {
      statement.setLong(1, runId);
      statement.executeUpdate();
    }
  }

  @Override
  public long newestChange(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select coalesce(max(id), 0) from rollcall_changes");
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public Map<Change.Kind, Long> countChanges(Connection connection, long runId, long after)
      throws SQLException {
    Map<Change.Kind, Long> counts = new EnumMap<>(Change.Kind.class);
    // Changes are appended, so those of a run that began after a change stand behind it: no index
    // on the run is needed, and none has to be kept up to date with every row.
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select kind, count(*) from rollcall_changes where id > ? and run_id = ?"
                + " group by kind")) {
      statement.setLong(1, after);
      statement.setLong(2, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          counts.put(Change.Kind.of(result.getString(1)), result.getLong(2));
        }
      }
    }
    return counts;
  }

  @Override
  public Touched touched(Connection connection, long runId, long after) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TOUCHED)) {
      statement.setLong(1, after);
      statement.setLong(2, runId);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new Touched(result.getLong(1), result.getLong(2), result.getLong(3));
      }
    }
  }

  @Override
  public List<Move> moves(Connection connection, long runId, long after) throws SQLException {
    List<Move> moves = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select level_before, level_after, count(*) from rollcall_changes"
                + " where id > ? and run_id = ? and level_before <> level_after"
                + " group by level_before, level_after order by level_before, level_after")) {
      statement.setLong(1, after);
      statement.setLong(2, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          moves.add(new Move(result.getLong(1), result.getLong(2), result.getLong(3)));
        }
      }
    }
    return moves;
  }

  @Override
  public void eachChange(Connection connection, long runId, long after, Consumer<Change> consumer)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(CHANGES_OF_RUN + " order by id")) {
      statement.setLong(1, after);
      statement.setLong(2, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          consumer.accept(change(result));
        }
      }
    }
  }

  @Override
  public List<Change> firstChanges(Connection connection, long runId, long after, int most)
      throws SQLException {
    List<Change> changes = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(CHANGES_OF_RUN + " order by line, id limit ?")) {
      statement.setLong(1, after);
      statement.setLong(2, runId);
      statement.setInt(3, most);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          changes.add(change(result));
        }
      }
    }
    return changes;
  }

  private static Change change(ResultSet result) throws SQLException {
    return new Change(
        result.getLong("line"),
        user(result, "level_before", "email_before"),
        user(result, "level_after", "email_after"),
        result.getString("reason"));
  }

  private static @Nullable User user(ResultSet result, String level, String email)
      throws SQLException {
    long number = result.getLong(level);
    return result.wasNull()
        ? null
        : new User(
            result.getLong("user_id"),
            result.getString("username"),
            result.getString(email),
            number);
  }

  @Override
  public Map<String, Long> countRejects(Connection connection, long runId) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select code, count(*) from rollcall_rejects where run_id = ? group by code")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          counts.put(result.getString(1), result.getLong(2));
        }
      }
    }
    return counts;
  }

  @Override
  public void eachReject(Connection connection, long runId, Consumer<Reject> consumer)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select line, code, message, username, email, level, action, reason"
                + " from rollcall_rejects where run_id = ? order by line")) {
      statement.setLong(1, runId);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Cells cells =
              new Cells(
                  result.getString(4),
                  result.getString(5),
                  result.getString(6),
                  result.getString(7),
                  result.getString(8));
          consumer.accept(
              new Reject(
                  result.getLong(1),
                  RejectCode.valueOf(result.getString(2)),
                  result.getString(3),
                  cells));
        }
      }
    }
  }
}
