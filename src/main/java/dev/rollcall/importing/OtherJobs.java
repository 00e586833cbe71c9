package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.UndoneRuns;
import dev.rollcall.text.Counted;
import org.jspecify.annotations.Nullable;

/** What jobs know of one another. */
final class OtherJobs {

  private OtherJobs() {}

  /**
   * What to know of an import that has applied relative levels: that another job has applied those
   * of the same content, and what it did is not undone. Null if none has. It is asked when the run
   * has worked, since whether there are such levels comes out only then; in a transaction.
   */
  static @Nullable String haveApplied(UserDatabase database, Run run) {
    if (run.kind() != RunKind.IMPORT || run.counts().relative() == 0) {
      return null;
    }
    String sha256 = run.source().sha256();
    UndoneRuns undone = UndoneRuns.of(database.runs());
    for (long id :
        database.onConnection(c -> database.ledger().runIndex().runsOfContent(c, null, sha256))) {
      Run other = database.run(id);
      if (!other.job().equals(run.job())
          && other.counts().relative() > 0
          && !undone.containsWhole(other)) {
        return "run "
            + id
            + " imported the same content, by another job ("
            + other.job()
            + "), with "
            + Counted.of(other.counts().relative(), "relative level")
            + " (+1, -1): each job applies them once";
      }
    }
    return null;
  }
}
