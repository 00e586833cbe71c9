package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.MissingUsers;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The users who are missing, in the ledger. What was taken from somebody is kept once he has it
 * back, as that may be undone: then he is retired as before.
 */
final class MissingRows implements MissingUsers {

  /** Since when somebody is missing who is not: what was taken from him he has not got back. */
  private static final String NOT_NOW = "9999-12-31T00:00:00Z";

  private static final String MAY_BE_RETIRED = "coalesce(rollcall_missing.ended_by, 0) <= 0";

  private static final String NOT_LEFT_ALONE =
      " and not exists (select 1 from rollcall_rejects r where r.run_id = ?"
          + " and r.username = rollcall_missing.username)";

  private static final String NAMED = " where username in (select username from rollcall_named)";

  private final Dialect dialect;
  private final KeptColumns kept;

  MissingRows(Dialect dialect, KeptColumns kept) {
    this.dialect = dialect;
    this.kept = kept;
  }

  @Override
  public Map<String, Change> retired(Connection connection) throws SQLException {
    Map<String, Change> retired = new HashMap<>();
    Sql.each(
        connection,
        "select c.* from rollcall_missing join rollcall_changes c"
            + " on c.id = rollcall_missing.change_id where c.username = rollcall_missing.username"
            + " and "
            + MAY_BE_RETIRED,
        row -> retired.put(row.getString("username"), ChangeRows.change(row, kept.now())));
    return retired;
  }

  @Override
  public void note(
      Connection connection, Collection<String> usernames, long runId, long after, String since)
      throws SQLException {
    Sql.update(
        connection,
        "insert into rollcall_missing (username, since, change_id) select username, ?, id"
            + " from rollcall_changes where id > ? and run_id = ? and level_after is not null"
            + " on conflict (username)"
            + " do update set since = excluded.since, change_id = excluded.change_id,"
            + " ended_by = null",
        since,
        after,
        runId);
    // Whoever was so already is missing all the same.
    Sql.update(
        connection,
        "insert into rollcall_missing (username, since, change_id) select name, ?, 0 from "
            + dialect.texts("?")
            + " where true on conflict (username) do update set since = excluded.since"
            + " where rollcall_missing.since = ?",
        since,
        ExtrasText.array(usernames),
        NOT_NOW);
  }

  @Override
  public Set<String> since(Connection connection, Collection<String> usernames, String moment)
      throws SQLException {
    return new HashSet<>(
        Sql.texts(
            connection,
            "select username from rollcall_missing where since <= ? and username in"
                + " (select name from "
                + dialect.texts("?")
                + ")",
            moment,
            ExtrasText.array(usernames)));
  }

  @Override
  public void forget(Connection connection, Collection<String> usernames, long by)
      throws SQLException {
    String these = "username in (select name from " + dialect.texts("?") + ")";
    String names = ExtrasText.array(usernames);
    Sql.update(connection, "delete from rollcall_missing where change_id = 0 and " + these, names);
    Sql.update(
        connection,
        "update rollcall_missing set since = ?, ended_by = case when "
            + MAY_BE_RETIRED
            + " then cast(? as bigint) else ended_by end where "
            + these,
        NOT_NOW,
        by,
        names);
  }

  @Override
  public void undo(Connection connection, Run undone, long by) throws SQLException {
    Sql.update(
        connection,
        "delete from rollcall_missing where change_id = 0 and not exists"
            + " (select 1 from users where users.username = rollcall_missing.username)");
    Sql.update(
        connection,
        "update rollcall_missing set since = ?, ended_by = ? where "
            + MAY_BE_RETIRED
            + " and exists (select 1 from rollcall_changes c"
            + " where c.id = rollcall_missing.change_id and c.run_id = ?)"
            + NOT_LEFT_ALONE,
        NOT_NOW,
        by,
        undone.id(),
        by);
    Sql.update(
        connection,
        "update rollcall_missing set ended_by = -ended_by where ended_by = ?" + NOT_LEFT_ALONE,
        undone.id(),
        by);
    if (undone.kind() == RunKind.UNDO && undone.ofRun() != null) {
      Sql.update(
          connection,
          "update rollcall_missing set ended_by = ? where ended_by = ?" + NOT_LEFT_ALONE,
          by,
          -undone.ofRun(),
          by);
    }
  }

  @Override
  public void noteNamed(Connection connection) throws SQLException {
    Sql.update(connection, "delete from rollcall_missing" + NAMED + " and change_id = 0");
    Sql.update(connection, "update rollcall_missing set since = ?" + NAMED, NOT_NOW);
  }
}
