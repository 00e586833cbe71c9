package dev.rollcall.postgresql;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.PartFailure;
import dev.rollcall.database.PartPace;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.PartShare;
import dev.rollcall.database.StagedBlock;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What the ledger has of runs that are handed out to workers. */
final class PostgresHandedOut implements HandedOut {

  static final PostgresHandedOut INSTANCE = new PostgresHandedOut();

  /** Those on which nobody works: the others are locked. */
  private static final String FORGET_MESSAGES =
      "delete from rollcall_channel_message where ctid in"
          + " (select ctid from rollcall_channel_message for update skip locked)";

  private static final String BEGIN =
      "insert into rollcall_handed (run_id, version, chunk, most_rejects) values (?, ?, ?, ?)";

  private static final String BEGIN_PART =
      "update rollcall_parts set first_change = ?, failures = 0, failed_at = null, failure = null"
          + " where run_id = ? and part = ?";

  private static final String QUEUE =
      "select count(*), (select count(*) from"
          + " (select 1 from rollcall_channel_message for update skip locked) as waiting)"
          + " from rollcall_channel_message";

  /** What tells a schema from one of that name elsewhere: when it was made, and its numbers. */
  private static final String PLACE =
      "select current_database() || '.' || current_schema(),"
          + " d.oid || ' ' || n.oid || ' ' || (select extract(epoch from min(installed_on)) from "
          + Migrations.HISTORY
          + ") from pg_database d, pg_namespace n"
          + " where d.datname = current_database() and n.nspname = current_schema()";

  private static final String FAILURES =
      "select part, failed_at, failures, worker, failure from rollcall_parts"
          + " where run_id = ? and failures > 0 and failed_at = position order by part";

  private static final String RUN =
      "select r.job, r.definition, h.version, h.chunk, h.most_rejects,"
          + " (extract(epoch from clock_timestamp() - h.since) * 1000)::bigint"
          + " from rollcall_handed h join rollcall_runs r on r.id = h.run_id where h.run_id = ?";

  private static final String TAKE =
      "update rollcall_parts set worker = ?, hands = hands + 1"
          + " where run_id = ? and part = ? and epoch = ?";

  private static final String FIRST_CHANGE =
      "select first_change from rollcall_parts where run_id = ? and part = ?";

  private static final String FAIL =
      "update rollcall_parts set failures = case failed_at when position then failures + 1 else 1"
          + " end, failed_at = position, failure = ? where run_id = ? and part = ? and epoch = ?";

  private static final String STAGED =
      "select first_row, row_count, bytes from rollcall_staged where run_id = ?1 and first_row >="
          + " (select max(first_row) from rollcall_staged where run_id = ?1 and first_row <= ?2)"
          + " order by first_row limit ?3";

  /** Each part notes its pace in a millisecond of its own: see PaceRows. */
  private static final String PACES =
      "select p.part, sum(w.written) - (array_agg(w.written order by w.at_millis))[1],"
          + " max(w.at_millis) - min(w.at_millis) from rollcall_parts p join rollcall_pace w"
          + " on w.run_id = p.run_id and w.at_millis % 100 = (p.part - 1) % 100 and w.written > 0"
          + " where p.run_id = ? group by p.part order by p.part";

  private PostgresHandedOut() {}

  /** Forgets all that is handed out: for one who has the run lock, when nobody works any more. */
  static void clear(Connection connection) throws SQLException {
    Sql.execute(
        connection, "delete from rollcall_staged; delete from rollcall_handed; " + FORGET_MESSAGES);
  }

  @Override
  public void begin(
      Connection connection, HandedRun run, List<HandedPart> parts, Iterator<StagedBlock> rows)
      throws SQLException {
    end(connection, run.runId());
    Sql.update(connection, BEGIN, run.runId(), run.version(), run.chunk(), run.mostRejects());
    for (HandedPart each : parts) {
      Sql.update(connection, BEGIN_PART, each.firstChange(), run.runId(), each.part().number());
    }
    BlockCopy.send(connection, run.runId(), rows);
  }

  @Override
  public void endWorkers(Connection connection) throws SQLException {
    AdvisoryLock.endWriters(connection);
  }

  @Override
  public void recall(Connection connection, long runId) throws SQLException {
    PostgresParts.raiseEpochs(connection, runId);
    Sql.execute(connection, FORGET_MESSAGES);
  }

  @Override
  public void end(Connection connection, long runId) throws SQLException {
    Sql.update(connection, "delete from rollcall_staged where run_id = ?", runId);
    Sql.update(connection, "delete from rollcall_handed where run_id = ?", runId);
    Sql.execute(connection, FORGET_MESSAGES);
  }

  @Override
  public PartQueue queue(Connection connection) throws SQLException {
    return Sql.row(connection, QUEUE, row -> new PartQueue(row.getLong(1), row.getLong(2)));
  }

  @Override
  public long working(Connection connection) throws SQLException {
    return AdvisoryLock.holders(connection);
  }

  @Override
  public String place(Connection connection) throws SQLException {
    StringBuilder place = new StringBuilder();
    Sql.each(
        connection,
        PLACE,
        row -> {
          CRC32 number = new CRC32();
          number.update(row.getString(2).getBytes(StandardCharsets.UTF_8));
          place
              .append(row.getString(1).replaceAll("[^A-Za-z0-9._-]", "-"))
              .append(String.format(Locale.ROOT, ".%08x", number.getValue()));
        });
    return place.toString();
  }

  @Override
  public List<PartFailure> failures(Connection connection, long runId) throws SQLException {
    return Sql.list(
        connection,
        FAILURES,
        row ->
            new PartFailure(
                row.getInt(1), row.getLong(2), row.getInt(3), row.getString(4), row.getString(5)),
        runId);
  }

  @Override
  public @Nullable HandedRun run(Connection connection, long runId) throws SQLException {
    List<HandedRun> runs =
        Sql.list(
            connection,
            RUN,
            row ->
                new HandedRun(
                    runId,
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getLong(6)),
            runId);
    return runs.isEmpty() ? null : runs.get(0);
  }

  @Override
  public @Nullable HandedPart take(
      Connection connection, long runId, int part, int epoch, String worker) throws SQLException {
    if (Sql.update(connection, TAKE, worker, runId, part, epoch) == 0) {
      return null;
    }
    long firstChange = Sql.number(connection, FIRST_CHANGE, runId, part);
    return new PostgresParts()
        .of(connection, runId).stream()
            .filter(each -> each.number() == part && each.epoch() == epoch)
            .findFirst()
            .map(each -> new HandedPart(each, firstChange))
            .orElse(null);
  }

  @Override
  public void fail(Connection connection, long runId, int part, int epoch, String words)
      throws SQLException {
    Sql.update(connection, FAIL, words, runId, part, epoch);
  }

  @Override
  public List<StagedBlock> staged(Connection connection, long runId, long place, int most)
      throws SQLException {
    return Sql.list(
        connection,
        STAGED,
        row -> new StagedBlock(row.getLong(1), row.getInt(2), row.getBytes(3)),
        runId,
        place,
        most);
  }

  @Override
  public void hold(Connection connection) throws SQLException {
    AdvisoryLock.markHolder(connection);
  }

  @Override
  public void beat(Connection connection) throws SQLException {
    Sql.number(connection, "select 1");
  }

  @Override
  public void lockRejects(Connection connection) throws SQLException {
    AdvisoryLock.lockRejects(connection);
  }

  @Override
  public long rejectedElsewhere(Connection connection, long runId, int part) throws SQLException {
    return Sql.number(
        connection,
        "select coalesce(sum(rejected), 0) from rollcall_parts where run_id = ? and part <> ?",
        runId,
        part);
  }

  @Override
  public List<PartShare> shares(Connection connection, long runId) throws SQLException {
    return Sql.list(
        connection,
        "select part, worker, hands, position from rollcall_parts"
            + " where run_id = ? and worker is not null order by part",
        row -> new PartShare(row.getInt(1), row.getString(2), row.getInt(3), row.getLong(4)),
        runId);
  }

  @Override
  public List<PartPace> paces(Connection connection, long runId) throws SQLException {
    return Sql.list(
        connection,
        PACES,
        row -> new PartPace(row.getInt(1), row.getLong(2), row.getLong(3)),
        runId);
  }
}
