package dev.rollcall.importing;

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
 * @param disturbed see {@link PartLoop}
 */
record PartsAtOnce(
    Writers writers,
    Predicate<Throwable> disturbed,
    RunWork work,
    RunParts parts,
    StagedRecords staged,
    boolean nobody) {

  /** Whether a part is to be written any more. */
  private static final class Going {
    private volatile boolean on = true;

    /** Whether there were connections for all. */
    private volatile boolean all = true;
  }

  /**
   * Writes all of them to their ends; what went wrong is thrown.
   *
   * @return false if there was nothing to write, or parts are left, as the server has no connection
   *     for their writers
   */
  boolean write() throws SQLException {
    Going going = new Going();
    PartLoop loop = new PartLoop(writers, disturbed, work, () -> going.on);
    List<Future<Boolean>> underWay = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(writers.most(), parts.parts().size()), Aside.named("part-writer"));
    try {
      for (int i = 0; i < parts.parts().size(); i++) {
        Part part = parts.parts().get(i);
        long firstChange = parts.firstChanges().get(i);
        if (part.position() < part.rows()) {
          underWay.add(threads.submit(() -> write(loop, part, firstChange, going)));
        }
      }
      await(underWay);
      return going.all && !underWay.isEmpty();
    } finally {
      threads.shutdown();
    }
  }

  /** Waits for all, also if one fails: nobody may write any more when this returns. */
  private static void await(List<Future<Boolean>> underWay) throws SQLException {
    @Nullable Throwable first = null;
    for (Future<Boolean> each : underWay) {
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

  private boolean write(PartLoop loop, Part part, long firstChange, Going going)
      throws SQLException {
    boolean done = false;
    try {
      done =
          loop.write(
              part, firstChange, nobody, (from, users) -> StagedChunks.of(from, staged, users));
      return done;
    } catch (SQLException | RuntimeException e) {
      if (!writers.isFull(e)) {
        throw e;
      }
      // What others write is not disturbed by that.
      going.all = false;
      done = true;
      return false;
    } finally {
      going.on &= done;
    }
  }
}
