package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.RejectFileLook;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.UndoneRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a run's rejects can be written without replacing what somebody still needs: rejects
 * of another run that are to be fixed, and a file that somebody has worked on. Must be asked in a
 * transaction.
 */
record RejectPlace(UserDatabase database, SideFiles files, ImportJob job) {

  /** More is no accident. */
  private static final int MOST_NAMES = 1_000;

  /**
   * Where to write.
   *
   * @param note why it is not where it should be; null if it is
   */
  record Found(Path path, @Nullable String note) {}

  /**
   * Finds a place.
   *
   * @param wanted where the rejects should go
   * @param digest of what will be written; asked for only where a file of the run's own is there
   * @throws Failure {@code OUTPUT_UNWRITABLE} if there is none
   */
  Found find(Run run, Path wanted, Supplier<String> digest) {
    String reason = null;
    for (int attempt = 0; attempt < MOST_NAMES; attempt++) {
      Path path =
          attempt == 0
              ? wanted
              : files.otherRejects(run.id(), wanted, job.rejectFile() != null, attempt);
      String why = Files.isRegularFile(path) ? needed(path, run, digest) : null;
      if (why == null) {
        return new Found(path, reason);
      }
      reason = reason == null ? "the rejects are not in " + wanted + ", which " + why : reason;
    }
    throw Failure.at(
        ProblemCode.OUTPUT_UNWRITABLE,
        Place.of(wanted.toString()),
        "there are too many reject files that are still needed",
        "import or remove those that are done with");
  }

  /** What the file is needed for; null if it may be replaced. */
  private @Nullable String needed(Path path, Run run, Supplier<String> digest) {
    String mark = mark(path);
    Run owner = mark == null ? owner(path) : Retry.marked(database, mark);
    if (owner == null) {
      // Named by the user, it may be where another database's jobs put theirs.
      boolean anothers = mark != null && job.rejectFile() != null;
      return anothers ? "holds rejects of another database" : null;
    }
    if (owner.id() == run.id()) {
      return isChanged(path, owner) && !digest.get().equals(digest(path))
          ? "was changed since the run wrote it"
          : null;
    }
    // Of rejects that were pruned it isn't known which are fixed: they may be nowhere else.
    boolean pruned = owner.prunedAt() != null;
    boolean open =
        pruned
            ? owner.counts().rejected() > 0
            : database.onConnection(c -> database.ledger().rejects().hasOpen(c, owner.id()));
    boolean moot =
        owner.status() == RunStatus.ABANDONED || UndoneRuns.of(database.runs()).contains(owner);
    return open && (!moot || isChanged(path, owner))
        ? "holds rejects of run "
            + owner.id()
            + (pruned
                ? ", which was pruned, so it isn't known which of them are fixed"
                : " that are not fixed yet")
        : null;
  }

  private @Nullable String mark(Path path) {
    try {
      RejectFileLook look = RejectFileLook.of(Input.of(path, path.toString()), job.csv());
      return look == null ? null : look.mark();
    } catch (Failure e) {
      // Empty, or not to be read: whoever writes it says what is wrong.
      return null;
    }
  }

  /** The last run that wrote its rejects there. */
  private @Nullable Run owner(Path path) {
    long id =
        database.onConnection(
            c -> database.ledger().runIndex().newestWithRejectFile(c, path.toString()));
    return id == 0 ? null : database.run(id);
  }

  /** Whether somebody has worked on the file since its run wrote it; not if that is not known. */
  static boolean isChanged(Path path, Run owner) {
    String written = owner.rejectDigest();
    boolean here = path.toString().equals(owner.rejectFile());
    return here && written != null && !written.equals(digest(path));
  }

  private static String digest(Path path) {
    try {
      return FileDigest.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
