package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Visible;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps two runs from one schema of a database: an advisory lock of the connection that writes. The
 * server gives it up when the connection ends, however its process ended: who has lost the lock
 * can't write any more.
 */
final class AdvisoryLock {

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

  /** Of those who write beside whoever has the lock: a lock that all of them share. */
  private static final int WRITERS = OURS + 1;

  private static final String MARK =
      "select pg_advisory_lock_shared" + KEY.replace("(" + OURS, "(" + WRITERS);

  /** Of those who have a part: a lock that all of them share, to the ends of their transactions. */
  private static final int HOLDERS = OURS + 3;

  /** Of one who has a part, and may write it. */
  private static final String HOLD =
      "select pg_advisory_xact_lock_shared"
          + KEY.replace("(" + OURS, "(" + WRITERS)
          + ", pg_advisory_xact_lock_shared"
          + KEY.replace("(" + OURS, "(" + HOLDERS);

  /** Of whoever counts rejects: a lock that one of them has, to the end of his transaction. */
  private static final String LOCK_REJECTS =
      "select pg_advisory_xact_lock" + KEY.replace("(" + OURS, "(" + (OURS + 2));

  private static final String OF_WRITERS =
      " where l.locktype = 'advisory' and l.granted and l.objsubid = 2"
          + " and l.database = (select oid from pg_database where datname = current_database())"
          + " and l.classid::bigint = "
          + WRITERS
          + " and l.objid = (select oid from pg_namespace where nspname = current_schema())";

  private static final String COUNT_HOLDERS =
      "select count(*) from pg_locks l" + OF_WRITERS.replace("= " + WRITERS, "= " + HOLDERS);

  /** As far as the user may: of his own role, and none of a superuser if he is none. */
  private static final String END_WRITERS =
      "select count(pg_terminate_backend(l.pid)) from pg_locks l join pg_stat_activity a using (pid)"
          + " join pg_roles r on r.oid = a.usesysid"
          + OF_WRITERS
          + " and pg_has_role(a.usesysid, 'USAGE')"
          + " and r.rolsuper <= (select rolsuper from pg_roles where rolname = current_user)";

  private static final String HAS_PARTS =
      "select to_regclass('rollcall_parts') is not null and to_regclass('rollcall_runs') is not"
          + " null";

  private AdvisoryLock() {}

  /**
   * Takes the lock, for as long as the connection lasts. Whoever had it before can commit nothing
   * more from then on, also if he does not know yet that he has lost it.
   *
   * @param database its name, for messages
   * @param wait how long to wait for whoever holds it
   * @throws Failure {@code DATABASE_BUSY}, naming the holder; {@code DATABASE_UNUSABLE}
   */
  static void take(OneConnection connection, String database, Duration wait) {
    try {
      if (connection.ask("select current_schema()").get(0).isEmpty()) {
        throw PostgresErrors.noSchema(database);
      }
      long deadline = System.nanoTime() + wait.toNanos();
      while (!connection.ask("select pg_try_advisory_lock" + KEY).get(0).startsWith("t")) {
        if (System.nanoTime() >= deadline || !pause()) {
          throw busy(database, connection.ask(HOLDER), wait);
        }
      }
      // In tables of older versions nobody writes without the lock.
      if (connection.ask(HAS_PARTS).get(0).startsWith("t")) {
        // A frozen one would hold up whoever writes next for as long as it is frozen.
        connection.ask(END_WRITERS);
        try (Connection taking = connection.getConnection()) {
          PostgresParts.takeOver(taking);
        }
      }
    } catch (SQLException e) {
      throw explained(connection, e, database);
    }
  }

  private static Failure explained(OneConnection connection, SQLException thrown, String database) {
    if (PostgresErrors.isLockedOut(thrown)) {
      try {
        return LockHolders.explain(connection, thrown, database);
      } catch (SQLException e) {
        thrown.addSuppressed(e);
      }
    }
    return PostgresErrors.explain(thrown, database);
  }

  /** Marks a connection that writes beside the one with the lock: the next holder will end it. */
  static void markWriter(Connection connection) throws SQLException {
    Sql.execute(connection, MARK);
  }

  /** The same to the end of the transaction, and that it has a part. */
  static void markHolder(Connection connection) throws SQLException {
    Sql.execute(connection, HOLD);
  }

  /** Ends the sessions of all that are so marked, as far as the user may. */
  static void endWriters(Connection connection) throws SQLException {
    Sql.texts(connection, END_WRITERS);
  }

  /** How many have a part. */
  static long holders(Connection connection) throws SQLException {
    return Sql.number(connection, COUNT_HOLDERS);
  }

  /** Keeps all others from {@link #lockRejects} until the transaction ends. */
  static void lockRejects(Connection connection) throws SQLException {
    Sql.execute(connection, LOCK_REJECTS);
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

  private static Failure busy(String database, List<String> holder, Duration wait) {
    String who = holder.isEmpty() ? "another run" : Visible.oneLine(holder.get(0));
    String waited = wait.isZero() ? "" : " (waited " + wait.toSeconds() + " s)";
    return Failure.at(
        ProblemCode.DATABASE_BUSY,
        Place.of(database),
        "the database is held by " + who + waited,
        wait.isZero() ? "wait for it with --wait 30s" : "run the same command later");
  }
}
