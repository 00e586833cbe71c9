package dev.rollcall.sqlite;

import dev.rollcall.database.Schema;
import dev.rollcall.database.SeedFile;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
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

/**
 * An SQLite database as a seed: what says that it is one, and what makes two of them the same
 * bytes.
 */
record SqliteSeed(SqliteFile file) implements SeedFile {

  /**
   * What is in the header of a seed, as SQLite's <i>application id</i>, and stays there: the
   * letters {@code rcSd}, for which the launcher looks.
   */
  private static final int MARK = 0x72635364;

  private static final int MARK_OFFSET = 68;

  private static final DateTimeFormatter HISTORY_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public void write(Path seed, Instant time) {
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      database.outsideTransactions(
          connection -> {
            settle(connection, time);
            Sql.update(connection, "vacuum into ?", seed.toString());
          });
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
        "update "
            + Migrations.HISTORY
            + " set installed_on = ?, installed_by = '', execution_time = 0",
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

  @Override
  public boolean isOne() {
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] header = in.readNBytes(MARK_OFFSET + Integer.BYTES);
      return header.length == MARK_OFFSET + Integer.BYTES
          && ByteBuffer.wrap(header).getInt(MARK_OFFSET) == MARK;
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(file.name()),
          "it can't be read: " + e.getMessage(),
          "check its permissions, or name another file",
          e);
    }
  }

  /** A log that is left behind would be taken for the other one's. */
  @Override
  public void closeLog() {
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
    }
  }
}
