package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import org.jspecify.annotations.Nullable;

/**
 * A run between its chunks: how far it has got, and its counts, in memory and in the ledger.
 *
 * <p>It is no entity meanwhile. To find one, compare it and write it takes Hibernate two
 * milliseconds, and there are chunks that take twenty. Its methods must be called in a transaction;
 * if that is undone, {@link #forget} makes the next one read the ledger again.
 */
final class RunProgress {

  private final UserDatabase database;
  private final long runId;
  private @Nullable Run run;

  RunProgress(UserDatabase database, long runId) {
    this.database = database;
    this.runId = runId;
  }

  /** The run as the last chunk left it. */
  Run run() {
    if (run == null) {
      Run found = database.run(runId);
      // What was changed in it before, it would take along.
      database.entityManager().flush();
      database.entityManager().detach(found);
      run = found;
    }
    return run;
  }

  /** Notes a chunk. */
  void advance(long position, Counts chunk) {
    Run now = run();
    now.advance(position, chunk);
    database.execute(connection -> database.ledger().advance(connection, now));
  }

  void forget() {
    run = null;
  }
}
