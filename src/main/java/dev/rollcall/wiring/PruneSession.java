package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.pruning.PruneRequest;
import dev.rollcall.pruning.PruneResult;
import dev.rollcall.pruning.Pruner;

/** Prunes a database, whose lock it holds meanwhile. Needs no entities, so it starts quickly. */
public final class PruneSession {

  private PruneSession() {}

  /**
   * Prunes; see {@link Pruner#prune}.
   *
   * @throws Failure also as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} if there is none;
   *     for a plan {@code SCHEMA_MISSING} if it is of an older version, since updating it would
   *     change it
   */
  public static PruneResult prune(
      Database database, ImportSession.Options options, PruneRequest request) {
    database.require();
    if (request.plan()) {
      database.readSchema(
          null,
          schema -> {
            schema.requireCurrent();
            return true;
          });
    }
    try (WritableDatabase opened =
        database.write(options.work(), options.patience(), options.echo())) {
      return new Pruner(opened, options.stoppable(), database::explain).prune(request);
    }
  }
}
