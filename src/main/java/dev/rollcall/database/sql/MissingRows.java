package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.MissingUsers;
import dev.rollcall.runs.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The users who are missing, in the ledger. */
final class MissingRows implements MissingUsers {

  /** Since when somebody is missing who is not: what was taken from him he has not got back. */
  private static final String NOT_NOW = "9999-12-31T00:00:00Z";

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
        "select c.* from rollcall_missing m join rollcall_changes c on c.id = m.change_id"
            + " where c.username = m.username",
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
            + " do update set since = excluded.since, change_id = excluded.change_id",
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
  public void forget(Connection connection, Collection<String> usernames) throws SQLException {
    Sql.update(
        connection,
        "delete from rollcall_missing where username in (select name from "
            + dialect.texts("?")
            + ")",
        ExtrasText.array(usernames));
  }

  @Override
  public void noteNamed(Connection connection) throws SQLException {
    Sql.update(connection, "delete from rollcall_missing" + NAMED + " and change_id = 0");
    Sql.update(connection, "update rollcall_missing set since = ?" + NAMED, NOT_NOW);
  }
}
