package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.importing.Progress;
import dev.rollcall.problem.Failure;
import dev.rollcall.pruning.PruneRequest;
import dev.rollcall.pruning.PruneResult;
import dev.rollcall.pruning.PruneWatch;
import dev.rollcall.pruning.Pruner;

/**
 * Prunes one database, whose lock it holds. Needs no entities, so it starts quickly. Not
 * thread-safe.
 */
public final class PruneSession implements AutoCloseable {

  private final WritableDatabase opened;
  private final Pruner pruner;

  private PruneSession(WritableDatabase opened, Pruner pruner) {
    this.opened = opened;
    this.pruner = pruner;
  }

  /**
   * Opens the database.
   *
   * @param plan whether it stays as it is
   * @throws Failure as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} also if there is none;
   *     for a plan {@code SCHEMA_MISSING} if it is of an older version, since updating it would
   *     change it
   */
  public static PruneSession open(Database database, boolean plan, ImportSession.Options options) {
    database.require();
    if (plan) {
      database.readSchema(
          null,
          schema -> {
            schema.requireCurrent();
            return true;
          });
    }
    WritableDatabase opened = database.write(options.work(), options.patience(), options.echo());
    return new PruneSession(opened, new Pruner(opened, watch(options), database::explain));
  }

  private static PruneWatch watch(ImportSession.Options options) {
    return new PruneWatch() {
      @Override
      public void begin(long changes) {
        options.progress().begin(Progress.Phase.WRITING, changes);
      }

      @Override
      public void at(long changes) {
        options.stop().check();
        options.progress().at(changes, changes);
      }
    };
  }

  /** Prunes; see {@link Pruner#prune}. */
  public PruneResult prune(PruneRequest request) {
    return pruner.prune(request);
  }

  @Override
  public void close() {
    opened.close();
  }
}
