package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.database.RunIndex;
import dev.rollcall.meaning.RejectFileLook;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.UndoneRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose rejects a retry imports that names no number. A run and all retries of its rejects
 * are one family, for they are the same rejects; each may have written a file, and any of the files
 * may be the one that somebody has fixed. Must be asked in a transaction.
 */
final class RejectsLeft {

  private final UserDatabase database;
  private final RunIndex index;
  private final UndoneRuns undone;
  private final RunName name;

  private RejectsLeft(UserDatabase database, RunName name) {
    this.database = database;
    this.index = database.ledger().runIndex();
    this.undone = UndoneRuns.of(database.runs());
    this.name = name;
  }

  /**
   * The run that is meant. Of the last family with rejects that are not settled, and without a
   * number, that is the newest whose file was edited, and not imported since; if none was, the
   * newest that is done and has rejects.
   *
   * @param file that the command names; null for none
   * @throws Failure {@code USAGE} if there is no such run
   */
  static Run find(UserDatabase database, RunName name, @Nullable Path file) {
    return name.number() != null
        ? name.find(database.runs(), database.name())
        : new RejectsLeft(database, name).last(file);
  }

  private Run last(@Nullable Path file) {
    List<Run> family = family();
    Run root = family.get(0);
    List<Run> newestFirst = new ArrayList<>();
    for (Run run : family) {
      if (run.rejectFile() != null) {
        newestFirst.add(0, run);
      }
    }
    if (file != null) {
      String mark = mark(file, root);
      return newestFirst.stream().filter(run -> run.mark().equals(mark)).findFirst().orElse(root);
    }
    for (Run run : newestFirst) {
      if (isEdited(run, family)) {
        return run;
      }
    }
    return newestFirst.stream().filter(this::isDone).findFirst().orElse(root);
  }

  private List<Run> family() {
    long below = Long.MAX_VALUE;
    while ((below = newestWithRejectsLeft(below)) > 0) {
      Run root = Retry.root(database, database.run(below));
      if (root.status() != RunStatus.ABANDONED && !undone.contains(root)) {
        return database.onConnection(c -> index.withRetries(c, root.id())).stream()
            .map(database::run)
            .toList();
      }
    }
    throw Failure.at(
        ProblemCode.USAGE,
        Place.of(database.name()),
        "there is no run with rejects that are left to fix"
            + (name.job() == null ? "" : ", of job " + name.job()),
        "see rollcall runs list; rollcall retry RUN names one");
  }

  private long newestWithRejectsLeft(long below) {
    return database.onConnection(c -> index.newestWithRejectsLeft(c, name.job(), below));
  }

  private boolean isDone(Run run) {
    return run.status().isCompleted() && !undone.contains(run);
  }

  /** Whether somebody has worked on the run's file, and no retry that counts has imported that. */
  private boolean isEdited(Run run, List<Run> family) {
    Path file = Path.of(String.valueOf(run.rejectFile()));
    if (!Files.isRegularFile(file) || !RejectPlace.isChanged(file, run)) {
      return false;
    }
    String sha256 = Input.of(file, file.toString()).sha256();
    return family.stream()
        .noneMatch(retry -> isDone(retry) && retry.source().sha256().equals(sha256));
  }

  private static @Nullable String mark(Path file, Run root) {
    try {
      Input input = Input.of(file, file.toString());
      RejectFileLook look = RejectFileLook.of(input, Retry.job(root).csv());
      return look == null ? null : look.mark();
    } catch (Failure e) {
      // Whoever reads it says what is wrong.
      return null;
    }
  }
}
