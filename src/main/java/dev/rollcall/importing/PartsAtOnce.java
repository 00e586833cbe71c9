package dev.rollcall.importing;

import dev.rollcall.database.Writer;
import dev.rollcall.database.Writers;
import dev.rollcall.runs.Part;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a run at the same time, each on a thread and a connection of its own and in
 * transactions of its own. If one of them fails, the others end with the chunk that they are at.
 *
 * @param nobody whether there were no users when they began
 * @param disturbed whether what went wrong is only that another program has written: the chunk is
 *     done once more then, from the look-up, as if a connection is lost while the part is still
 *     ours
 */
record PartsAtOnce(
    Writers writers,
    Predicate<Throwable> disturbed,
    RunWork work,
    RunParts parts,
    StagedRecords staged,
    boolean nobody) {

  /** How often a part is disturbed at one place before it gives up. */
  private static final int MOST_DISTURBED = 10;

  /** Whether a part is to be written any more. */
  private static final class Going {
    private volatile boolean on = true;
  }

  /** Writes all of them to their ends; what went wrong is thrown. */
  void write() throws SQLException {
    Going going = new Going();
    List<Future<Part>> underWay = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(writers.most(), parts.parts().size()), Aside.named("part-writer"));
    try {
      for (int i = 0; i < parts.parts().size(); i++) {
        Part part = parts.parts().get(i);
        long firstChange = parts.firstChanges().get(i);
        if (part.position() < part.rows()) {
          underWay.add(threads.submit(() -> write(part, firstChange, going)));
        }
      }
      await(underWay);
    } finally {
      threads.shutdown();
    }
  }

  /** Waits for all, also if one fails: nobody may write any more when this returns. */
  private static void await(List<Future<Part>> underWay) throws SQLException {
    @Nullable Throwable first = null;
    for (Future<Part> each : underWay) {
      try {
        ThreadWait.result(each);
      } catch (SQLException | RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof SQLException sql) {
      throw sql;
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw (RuntimeException) first;
    }
  }

  private Part write(Part part, long firstChange, Going going) throws SQLException {
    boolean done = false;
    try {
      Part now = part;
      NewUsers newUsers = NewUsers.expected(nobody);
      int times = 0;
      while (going.on) {
        try (Writer writer = writers.open()) {
          if (times > 0) {
            Part found = found(writer, now);
            times = found.position() > now.position() ? 1 : times;
            now = found;
          }
          write(writer, now, firstChange, newUsers, going);
          done = true;
          break;
        } catch (SQLException | RuntimeException e) {
          if (!disturbed.test(e) && !writers.isLost(e) || times == MOST_DISTURBED) {
            throw e;
          }
          newUsers = NewUsers.never();
          times++;
        }
      }
      return now;
    } finally {
      going.on &= done;
    }
  }

  private void write(Writer writer, Part part, long firstChange, NewUsers newUsers, Going going)
      throws SQLException {
    PartDatabase database = PartDatabase.of(writer);
    StagedChunks source = StagedChunks.of(part, staged, writer.users().columns());
    try (PartWriter chunks = new PartWriter(database, work, part, source, firstChange, newUsers)) {
      while (going.on && writer.inTransaction(chunks::writeChunk) > 0) {
        chunks.committed();
      }
    }
  }

  /** The part as the ledger has it, if it is still that of this process. */
  private Part found(Writer writer, Part part) throws SQLException {
    long runId = work.run().id();
    return writer
        .inTransaction(connection -> writer.ledger().parts().of(connection, runId))
        .stream()
        .filter(each -> each.number() == part.number() && each.epoch() == part.epoch())
        .findFirst()
        .orElseThrow(() -> RunProgress.takenOver(runId));
  }
}
