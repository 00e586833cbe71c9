package dev.rollcall.postgresql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Visible;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps two runs from one schema of a database: an advisory lock, on a connection of its own that
 * is idle otherwise. The server gives it up when the connection ends, however its process ended; a
 * lock that is lost costs work, and never correctness, since a run's position is compared before it
 * is moved.
 */
final class AdvisoryLock implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  /** The first half of the key, which tells the lock from those of other programs. */
  private static final int OURS = 0x526f6c6c;

  /** The second half is the schema, as a database may have several. */
  private static final String KEY =
      "("
          + OURS
          + ", (select oid::bigint::bit(32)::int from pg_namespace"
          + " where nspname = current_schema()))";

  private static final String HOLDER =
      "select a.application_name || ', since ' || to_char(a.backend_start at time zone 'UTC',"
          + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from pg_locks l join pg_stat_activity a using (pid)"
          + " where l.locktype = 'advisory' and l.granted and l.objsubid = 2"
          + " and l.database = (select oid from pg_database where datname = current_database())"
          + " and l.classid::bigint = "
          + OURS
          + " and l.objid = (select oid from pg_namespace where nspname = current_schema())"
          + " and a.application_name <> ''";

  private final OneConnection connection;

  private AdvisoryLock(OneConnection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lock.
   *
   * @param wait how long to wait for whoever holds it
   * @param work what the holder does, for those who wait
   * @throws Failure {@code DATABASE_BUSY}, naming the holder; {@code DATABASE_UNUSABLE}
   */
  static AdvisoryLock take(PostgresAddress address, Duration wait, String work) {
    OneConnection connection = OneConnection.open(address, work, true);
    try {
      long deadline = System.nanoTime() + wait.toNanos();
      while (!connection.ask("select pg_try_advisory_lock" + KEY).get(0).startsWith("t")) {
        if (System.nanoTime() >= deadline || !pause()) {
          throw busy(address, connection.ask(HOLDER), wait);
        }
      }
      return new AdvisoryLock(connection);
    } catch (SQLException e) {
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** False if there is no time for that. */
  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Failure busy(PostgresAddress address, List<String> holder, Duration wait) {
    String who = holder.isEmpty() ? "another run" : Visible.oneLine(holder.get(0));
    String waited = wait.isZero() ? "" : " (waited " + wait.toSeconds() + " s)";
    return Failure.at(
        ProblemCode.DATABASE_BUSY,
        Place.of(address.name()),
        "the database is held by " + who + waited,
        wait.isZero() ? "wait for it with --wait 30s" : "run the same command later");
  }

  @Override
  public void close() {
    connection.close();
  }
}
