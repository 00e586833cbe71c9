package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.meaning.Workers;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.text.Counted;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run is handed out to workers.
 *
 * @param crew null if it is not
 * @param parts in how many it is cut, at most
 * @param why why it is not, in one line; null if it is, or nobody wants it
 */
record HandingOut(@Nullable Crew crew, int parts, @Nullable String why) {

  static final String RULES =
      "no workers: the database has rules of its own, so this process wrote all rows in their order";

  static final String NO_SESSION =
      "no workers: the server takes no more connections, so this process did what was left";

  /**
   * Fewer rows are done before workers have them: to hand a run out takes half a second, in which
   * one process writes some 100,000 rows, and there should be several parts for each worker.
   */
  private static final long FEWEST_ROWS = 200_000;

  /** Says another number, so that tests need fewer. */
  private static final String FEWER_ROWS = "rollcall.workers.rows";

  /** Chunks of a part, at least: to begin and end one takes as long as a small chunk. */
  private static final int FEWEST_CHUNKS = 3;

  /** Spring Batch looks at all of them whenever it looks at one. */
  private static final int MOST_PARTS = 64;

  /** Of a run that may be written by several at the same time. */
  static HandingOut of(RunContext context, ImportJob job, long rows) {
    Function<Workers, Crew> crew = context.crew();
    if (!job.workers().wanted()) {
      return new HandingOut(null, 0, null);
    }
    long parts = Math.min(MOST_PARTS, rows / job.chunk() / FEWEST_CHUNKS);
    if (rows < Long.getLong(FEWER_ROWS, FEWEST_ROWS) || parts < 2 || crew == null) {
      return new HandingOut(
          null, 0, "no workers: " + Counted.of(rows, "row") + " are done sooner by this process");
    }
    return new HandingOut(crew.apply(job.workers()), (int) parts, null);
  }

  /**
   * Whether parts of a run may be written at the same time: each of its chunks counts by itself.
   */
  static boolean isPossible(UserDatabase database, Request request, Run run) {
    return database.writers() != null
        && request.job().rollback() == RollbackPolicy.CHUNK
        && run.rowOrder() == RowOrder.USER
        && request.retryOf() == null;
  }

  /** Says why a run is not handed out of which that is not so, if somebody wants it. */
  static void sayWhyNot(UserDatabase database, Request request, Consumer<String> notes) {
    if (request.job().workers().wanted()) {
      notes.accept(whyNot(database, request));
    }
  }

  private static String whyNot(UserDatabase database, Request request) {
    String why;
    if (database.writers() == null) {
      why =
          database.ledger().handedOut() == null
              ? "this database is written by one process at a time"
              : "the ids of users come from no sequence, so one process gave them";
    } else if (request.retryOf() != null) {
      why = "a retry is done by one process";
    } else if (request.job().mode() == Mode.MIRROR) {
      why = "a mirror is one transaction, which this process did";
    } else if (request.job().rollback() == RollbackPolicy.RUN) {
      why = "with rollback: run all is one transaction, which this process did";
    } else {
      return RULES;
    }
    return "no workers: " + why;
  }

  /** That a run was handed out, and workers could not do a part, however often they tried. */
  static String failed(String what) {
    return "workers failed, so this process did what was left: " + what;
  }

  /**
   * That a run was handed out, and nobody had any of what was left.
   *
   * @param why why nobody could; nothing if that is not known
   */
  static String nobodyCame(Workers workers, String why) {
    return "no worker took a part within "
        + workers.patience().toSeconds()
        + " s, so this process did what was left: "
        + (why.isEmpty() ? "start rollcall worker" : why);
  }
}
