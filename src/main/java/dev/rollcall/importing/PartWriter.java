package dev.rollcall.importing;

import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.Tally;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes a part of a run, a chunk a call, each in the transaction of the connection that it is
 * given. What a chunk leaves, its users, changes and rejects, commits with the part's position, and
 * only if the part is still the writer's. After a transaction that was undone the writer is of no
 * more use. For one thread at a time.
 */
final class PartWriter implements AutoCloseable {

  private final PartDatabase database;
  private final RunWork work;
  private final ChunkApplier applier;

  /** Of the change that the part's first row makes, if all rows make one. */
  private final long firstChange;

  private Part part;

  /** What was counted for the run, and may be undone. */
  private Counts uncommitted = Counts.NONE;

  /**
   * @param firstChange the id of the change that the part's first row would make, where ids go by
   *     the places of rows
   * @param newUsers whether to look for users at all; {@link NewUsers#never} where what the
   *     database refuses is not done once more
   */
  PartWriter(
      PartDatabase database,
      RunWork work,
      Part part,
      StagedChunks source,
      long firstChange,
      NewUsers newUsers) {
    this.database = database;
    this.work = work;
    this.part = part;
    this.firstChange = firstChange;
    ImportJob job = work.job();
    RowDecider decider =
        new RowDecider(
            job.mode(),
            job.levels(),
            job.columns().meanings().newUser(database.users().columns()),
            work.rejects().settled(),
            work.retired());
    this.applier =
        new ChunkApplier(
            database,
            new ChunkWriter<>(
                database.users(),
                database.ledger(),
                work.runId(),
                decider,
                work.rules(),
                work.rowOrder()),
            source,
            job.chunk(),
            newUsers);
  }

  /** See {@link ChunkApplier#prepareFirst}. */
  void prepareFirst(Connection connection) throws SQLException {
    applier.prepareFirst(connection, firstChange + part.position());
  }

  /**
   * Decides and writes the next chunk.
   *
   * @return how many rows it had; 0 at the end of the part
   * @throws Failure {@code REJECT_LIMIT}, {@code STOPPED} or {@code RUN_TAKEN_OVER}
   */
  int writeChunk(Connection connection) throws SQLException {
    work.stop().check();
    committed();
    long runId = work.runId();
    ChunkApplier.Applied applied = applier.applyNext(connection, firstChange + part.position());
    ChunkRows rows = applied.rows();
    if (rows.isEmpty()) {
      judge(connection, Counts.NONE, work.total().counts());
      return 0;
    }
    Tally tally = applied.tally();
    Counts chunk = tally.counts(rows.size());
    advance(connection, rows, chunk);
    database.ledger().addPace(connection, runId, part.number(), work.begunMillis(), rows.size());
    work.rejects().add(connection, database.ledger(), tally.rejects());
    if (work.retry() != null) {
      work.retry().settle(connection, database.ledger(), rows, tally.rejects());
    }
    if (work.mirror() != null) {
      work.mirror().name(rows, tally.rejects());
    }
    uncommitted = chunk;
    judge(connection, chunk, work.total().add(chunk));
    return rows.size();
  }

  /** Takes note that the last chunk's transaction was committed. */
  void committed() {
    uncommitted = Counts.NONE;
  }

  private void advance(Connection connection, ChunkRows rows, Counts chunk) throws SQLException {
    long from = part.position();
    Part after = part.after(rows.size(), rows.digestAfter(part.digest()), chunk);
    if (!database.ledger().parts().advance(connection, work.runId(), after, from)) {
      throw RunProgress.takenOver(work.runId());
    }
    part = after;
  }

  private void judge(Connection connection, Counts chunk, Counts total) throws SQLException {
    work.rejects().judge(connection, database.ledger(), part, chunk, total);
  }

  @Override
  public void close() {
    work.total().takeBack(uncommitted);
    committed();
    applier.close();
  }
}
