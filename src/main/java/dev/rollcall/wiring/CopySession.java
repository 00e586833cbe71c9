package dev.rollcall.wiring;

import dev.rollcall.copying.CopyResult;
import dev.rollcall.copying.DatabaseCopier;
import dev.rollcall.database.CopySource;
import dev.rollcall.database.CopyTarget;
import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Progress;

/** Copies a database, both of whose sides it locks against runs. */
public final class CopySession {

  private CopySession() {}

  /**
   * Copies; see {@link DatabaseCopier#copy}.
   *
   * @throws Failure as {@link Database#copySource} and {@link Database#copyTarget}, too
   */
  public static CopyResult copy(Database from, Database to, ImportSession.Options options) {
    from.require();
    Progress progress = options.stoppable();
    progress.begin(Progress.Phase.WRITING, -1);
    try (CopySource source = from.copySource(to.name(), options.echo());
        CopyTarget target = to.copyTarget(options.echo())) {
      return new DatabaseCopier(source, target, to.name(), progress).copy();
    }
  }
}
