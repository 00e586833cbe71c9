package dev.rollcall.pruning;

import dev.rollcall.database.PruneFigures;
import dev.rollcall.database.Pruning;
import dev.rollcall.database.Space;
import dev.rollcall.database.Work;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Progress;
import java.sql.SQLException;
import java.util.function.Function;

/** Prunes one database, whose run lock its caller holds. Not thread-safe. */
public final class Pruner {

  private final WritableDatabase database;
  private final Progress progress;
  private final Function<Throwable, Failure> explain;

  /**
   * @param progress may throw to stop, between transactions: the next call goes on
   * @param explain makes a message of whatever goes wrong in the database or elsewhere
   */
  public Pruner(
      WritableDatabase database, Progress progress, Function<Throwable, Failure> explain) {
    this.database = database;
    this.progress = progress;
    this.explain = explain;
  }

  /**
   * Finds the runs, marks them, and drops their rows; also those that an earlier call did not get
   * to.
   *
   * @throws Failure what went wrong; what had gone before stays gone
   */
  public PruneResult prune(PruneRequest request) {
    try {
      if (request.compact()) {
        database.requireCompactable();
      }
      Space space = database.space();
      Pruning pruning = database.pruning();
      PruneFigures figures =
          inTransaction(connection -> pruning.find(connection, request.before(), request.job()));
      if (request.plan()) {
        return new PruneResult(figures, space, space);
      }
      if (figures.runs() > 0) {
        String now = Origin.current().now();
        inTransaction(
            connection -> {
              pruning.mark(connection, request.before(), request.job(), now);
              return 0;
            });
      }
      drop(pruning, figures.changes());
      if (request.compact()) {
        database.compact();
      }
      database.sync();
      return new PruneResult(figures, space, database.space());
    } catch (SQLException | RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private void drop(Pruning pruning, long changes) throws SQLException {
    progress.begin(Progress.Phase.WRITING, changes);
    long gone = 0;
    long more;
    while ((more = inTransaction(pruning::dropSome)) >= 0) {
      gone += more;
      progress.at(gone, gone);
    }
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    return Work.commit(database.dataSource(), work);
  }
}
