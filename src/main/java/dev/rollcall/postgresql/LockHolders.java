package dev.rollcall.postgresql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.text.Visible;
import java.sql.SQLException;
import java.util.List;

/** Who keeps others from writing users or the ledger, and does not end. */
final class LockHolders {

  /** Of a session of another role a user may not see since when it works. */
  private static final String SESSION =
      "coalesce(nullif(a.application_name, ''), 'a program') || ' (session ' || a.pid || ' of '"
          + " || a.usename || ')' || coalesce(', since ' || to_char(a.xact_start at time zone 'UTC',"
          + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '')";

  private static final String WHO =
      "select "
          + SESSION
          + " from pg_stat_activity a where a.pid <> pg_backend_pid() and a.pid in"
          + " (select l.pid from pg_locks l join pg_class c on c.oid = l.relation"
          + " where l.locktype = 'relation' and l.granted and l.mode <> 'AccessShareLock'"
          + " and l.database = (select oid from pg_database where datname = current_database())"
          + " and c.relnamespace = current_schema()::regnamespace) order by a.xact_start limit 1";

  private LockHolders() {}

  /**
   * Why a lock was not got, with the name of whoever has it.
   *
   * @param connection outside any transaction
   * @param thrown for which {@link PostgresErrors#isLockedOut} holds
   */
  static Failure explain(OneConnection connection, Throwable thrown, String database)
      throws SQLException {
    List<String> holders = connection.ask(WHO);
    String holder = holders.isEmpty() ? "another session" : Visible.oneLine(holders.get(0));
    return new Failure(PostgresErrors.lockedOut(Place.of(database), holder), thrown);
  }

  /** The same on a connection of its own, as far as there is one to be had. */
  static Failure explain(PostgresAddress address, Throwable thrown) {
    try (OneConnection connection = OneConnection.open(address, "asks who holds a lock", false)) {
      return explain(connection, thrown, address.name());
    } catch (SQLException | Failure e) {
      thrown.addSuppressed(e);
      return PostgresErrors.explain(thrown, address.name());
    }
  }
}
