package dev.rollcall.database.sql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.MissingUsers;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The users who are missing, in the ledger: a row for each time that somebody was retired, and one
 * with the change 0 for who is missing and was so already. What was taken from somebody is kept
 * once he has it back, as that may be undone: then he is retired as before. Users go by their ids
 * and names: whoever has one of them after another has not been missing for as long.
 */
final class MissingRows implements MissingUsers {

  /** Since when somebody is missing who is not: what was taken from him he has not got back. */
  private static final String NOT_NOW = "9999-12-31T00:00:00Z";

  /** How many retirements of a user are kept at most; who is retired every night has no more. */
  private static final int MOST_RETIREMENTS = 8;

  private static final String MAY_BE_RETIRED = "coalesce(rollcall_missing.ended_by, 0) <= 0";

  private static final String NOT_LEFT_ALONE =
      " and not exists (select 1 from rollcall_rejects r where r.run_id = ?"
          + " and r.username = rollcall_missing.username)";

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
            + " on c.id = rollcall_missing.change_id where c.user_id = rollcall_missing.user_id"
            + " and "
            + MAY_BE_RETIRED
            + " order by c.id",
        row -> retired.put(row.getString("username"), ChangeRows.change(row, kept.now())));
    return retired;
  }

  @Override
  public void note(
      Connection connection, Collection<Long> ids, long runId, long after, String since)
      throws SQLException {
    String retirements =
        " from rollcall_changes where id > ? and run_id = ? and level_after is not null";
    Sql.update(
        connection,
        "update rollcall_missing set since = ? where since <> ? and user_id in (select user_id"
            + retirements
            + ")",
        NOT_NOW,
        NOT_NOW,
        after,
        runId);
    Sql.update(
        connection,
        "insert into rollcall_missing (user_id, change_id, username, since)"
            + " select user_id, id, username, ?"
            + retirements,
        since,
        after,
        runId);
    Sql.update(
        connection,
        "delete from rollcall_missing where change_id <> 0 and user_id in (select user_id"
            + retirements
            + ") and (select count(*) from rollcall_missing newer"
            + " where newer.user_id = rollcall_missing.user_id"
            + " and newer.change_id > rollcall_missing.change_id) >= "
            + MOST_RETIREMENTS,
        after,
        runId);
    // Whoever was so already is missing all the same.
    Sql.update(
        connection,
        "insert into rollcall_missing (user_id, change_id, username, since)"
            + " select id, 0, username, ? from users where id in "
            + dialect.numbers("?")
            + " and not exists (select 1 from rollcall_missing m"
            + " where m.user_id = users.id and m.since <> ? and "
            + dialect.exact("m.username")
            + " = "
            + dialect.exact("users.username")
            + ") on conflict (user_id, change_id)"
            + " do update set since = excluded.since, username = excluded.username",
        since,
        ids.toString(),
        NOT_NOW);
  }

  @Override
  public Set<Long> since(Connection connection, Collection<User> users, String moment)
      throws SQLException {
    Map<Long, String> names = new HashMap<>();
    users.forEach(user -> names.put(user.id(), user.username()));
    Set<Long> due = new HashSet<>();
    Sql.each(
        connection,
        "select user_id, username from rollcall_missing where since <= ? and user_id in "
            + dialect.numbers("?"),
        row -> {
          if (row.getString(2).equals(names.get(row.getLong(1)))) {
            due.add(row.getLong(1));
          }
        },
        moment,
        names.keySet().toString());
    return due;
  }

  @Override
  public void end(Connection connection, Collection<Long> ids, long by) throws SQLException {
    String these = "user_id in " + dialect.numbers("?");
    String users = ids.toString();
    Sql.update(connection, "delete from rollcall_missing where change_id = 0 and " + these, users);
    Sql.update(
        connection,
        "update rollcall_missing set since = ?, ended_by = case when "
            + MAY_BE_RETIRED
            + " then cast(? as bigint) else ended_by end where "
            + these,
        NOT_NOW,
        by,
        users);
  }

  @Override
  public void undo(Connection connection, Run undone, long by) throws SQLException {
    Sql.update(
        connection,
        "delete from rollcall_missing where change_id = 0 and not exists"
            + " (select 1 from users where users.id = rollcall_missing.user_id)");
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

  /** Drops what nobody is missing by, and nobody can get back, as the change was pruned. */
  static void dropUseless(Connection connection) throws SQLException {
    Sql.update(
        connection,
        "delete from rollcall_missing where change_id <> 0 and since = ? and not exists"
            + " (select 1 from rollcall_changes c where c.id = rollcall_missing.change_id)",
        NOT_NOW);
  }

  @Override
  public void noteNamed(Connection connection) throws SQLException {
    // By their ids, as another program may have given somebody another name since.
    String named =
        " and exists (select 1 from users join rollcall_named on "
            + dialect.exact("rollcall_named.username")
            + " = "
            + dialect.exact("users.username")
            + " where users.id = rollcall_missing.user_id)";
    Sql.update(connection, "delete from rollcall_missing where change_id = 0" + named);
    Sql.update(
        connection,
        "update rollcall_missing set since = ? where since <> ?" + named,
        NOT_NOW,
        NOT_NOW);
  }
}
