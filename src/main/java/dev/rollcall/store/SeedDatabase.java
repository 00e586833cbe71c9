package dev.rollcall.store;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Databases that were made as seeds: what says so, and what makes two of them the same bytes. */
public final class SeedDatabase {

  /**
   * What is in the header of a seed, as SQLite's <i>application id</i>, and stays there: the
   * letters {@code rcSd}, for which the launcher looks.
   */
  private static final int MARK = 0x72635364;

  private static final int MARK_OFFSET = 68;

  private static final DateTimeFormatter HISTORY_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SeedDatabase() {}

  /**
   * Writes a database once more, without what differs from one making to the next: its times become
   * one time, and what is only of use while a run is under way goes.
   *
   * @param made nobody else may have it open; of no use afterwards
   * @param seed where it goes; an empty file that is there
   */
  public static void write(DatabaseFile made, Path seed, Instant time) {
    try (SqliteDatabase database = SqliteDatabase.openForWriting(made)) {
      database.outsideTransactions(
          connection -> {
            settle(connection, time);
            Sql.update(connection, "vacuum into ?", seed.toString());
          });
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, made.name());
    }
  }

  private static void settle(Connection connection, Instant time) throws SQLException {
    Sql.update(
        connection,
        "update rollcall_runs set started_at = ?1, finished_at = ?1, millis = 0,"
            + " token = substr(source_sha256, 1, 8), reject_file = null, reject_digest = null,"
            + " ran_by = null, version = null, job_file = null",
        time.toString());
    Sql.update(
        connection,
        "update " + Schema.HISTORY + " set installed_on = ?, installed_by = '', execution_time = 0",
        HISTORY_TIME.format(time));
    Sql.execute(connection, "delete from rollcall_pace");
    Sql.execute(connection, "delete from rollcall_deliveries");
    // The runs are done: of what restarts them nothing is needed, but numbers go on.
    Sql.execute(connection, "pragma foreign_keys = off");
    List<String> tables =
        Sql.texts(
            connection,
            "select name from sqlite_master where type = 'table' and name like ? and name not like ?",
            Schema.BATCH_PREFIX + "%",
            "%_SEQ");
    for (String table : tables) {
      Sql.execute(connection, "delete from " + table);
    }
    Sql.execute(connection, "pragma application_id = " + MARK);
    // How often the schema changed depends on whether it was copied from a template.
    Sql.execute(connection, "pragma schema_version = 1");
  }

  /** Whether the file is such a database, or a copy, whatever was done to it since. */
  public static boolean isOne(DatabaseFile file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] header = in.readNBytes(MARK_OFFSET + Integer.BYTES);
      return header.length == MARK_OFFSET + Integer.BYTES
          && ByteBuffer.wrap(header).getInt(MARK_OFFSET) == MARK;
    } catch (IOException e) {
      throw new Failure(
          new Problem(
              ProblemCode.DATABASE_UNUSABLE,
              Place.of(file.name()),
              "it can't be read: " + e.getMessage(),
              "check its permissions, or name another file"),
          e);
    }
  }

  /**
   * Makes sure that the file is all there is of a database, so that another one can take its name:
   * a log that is left behind would be taken for the other one's.
   *
   * @throws Failure {@code DATABASE_BUSY} if somebody has it open
   */
  public static void closeLog(DatabaseFile file) {
    Path name = file.path().getFileName();
    boolean hasLog = Files.exists(file.path().resolveSibling(name + "-wal"));
    if (!hasLog && !Files.exists(file.path().resolveSibling(name + "-journal"))) {
      return;
    }
    RunLock lock = RunLock.take(file, Duration.ZERO, "a seed");
    try (lock;
        SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      database.outsideTransactions(
          connection -> {
            Sql.execute(connection, "pragma busy_timeout = 1000");
            Sql.execute(connection, "pragma journal_mode = delete");
          });
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }
}
