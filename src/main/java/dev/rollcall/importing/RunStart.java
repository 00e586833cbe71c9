package dev.rollcall.importing;

import dev.rollcall.applying.Decision;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunRepository;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.UndoneRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a delivered input is to the database: work that died and goes on, work that is done
 * already, new work, or something that would be applied twice and is refused.
 *
 * <p>This is the one place of the rules on identity. It must be asked while no other run can start,
 * in a transaction of its own.
 */
final class RunStart {

  /**
   * What to do.
   *
   * @param run the run to work on, or the one that has done the work
   * @param done whether there is nothing to do
   * @param note what the user should know, if anything
   * @param abandoned runs that nobody will go on with any more
   */
  record Decision(Run run, boolean done, @Nullable String note, List<Run> abandoned) {}

  private final RunRepository runs;

  RunStart(RunRepository runs) {
    this.runs = runs;
  }

  /** Decides on a request; see {@link #decide}. */
  static Decision of(UserDatabase database, Request request, Source source) {
    long newestChange = database.onConnection(database.ledger()::newestChange);
    boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
    Run candidate =
        new Run(
            request.retryOf() == null ? RunKind.IMPORT : RunKind.RETRY,
            request.retryOf(),
            request.job().name(),
            Meaning.of(request.job()),
            source,
            request.again(),
            newestChange,
            rules ? RowOrder.FILE : RowOrder.USER);
    return new RunStart(database.runs()).decide(candidate, newestChange);
  }

  /**
   * Finds or makes the run.
   *
   * @param candidate the run as it would be if it were new; not yet saved
   * @param newestChange the newest change of any run
   * @throws Failure {@code DELIVERED_TWICE} or {@code DEAD_RUN_REPLACED}
   */
  Decision decide(Run candidate, long newestChange) {
    buryTheDead();
    List<Run> ofJob = standing(candidate.job());
    Run open = first(ofJob, run -> run.status().isOpen() && sameIdentity(run, candidate));
    // A run that was begun with "again" and died is finished by the same command, not begun again.
    if (open != null && (open.again() || !candidate.again())) {
      String note = "goes on with run " + open.id() + ", which " + ending(open);
      open.resume();
      return new Decision(open, false, note, List.of());
    }
    List<Run> replaced = replaced(ofJob, candidate);
    String note = abandon(replaced);
    if (!candidate.again()) {
      Run last = first(ofJob, run -> run.status().isCompleted());
      if (last != null
          && sameIdentity(last, candidate)
          && Objects.equals(last.changesUntil(), newestChange)) {
        return new Decision(last, true, null, replaced);
      }
      if (candidate.kind() != RunKind.RETRY) {
        refuseSecondDelivery(ofJob, candidate.source());
      }
    }
    return new Decision(runs.save(candidate), false, note, replaced);
  }

  /** The job's runs that brought content and were not taken back, newest first. */
  private List<Run> standing(String job) {
    UndoneRuns undone = UndoneRuns.of(runs);
    return runs.findByJob(job).stream()
        .filter(run -> run.kind() == RunKind.IMPORT || run.kind() == RunKind.RETRY)
        .filter(run -> !undone.contains(run))
        .toList();
  }

  /** Nobody else holds the database, so what looks at work is dead. */
  private void buryTheDead() {
    for (Run run : runs.findByStatus(RunStatus.STARTED)) {
      run.end(RunStatus.FAILED, "died at work");
    }
  }

  /** Open runs that will never be finished, because other content bears the file's name now. */
  private static List<Run> replaced(List<Run> ofJob, Run candidate) {
    List<Run> replaced = new ArrayList<>();
    for (Run run : ofJob) {
      boolean same = run.source().sameName(candidate.source()) || sameIdentity(run, candidate);
      if (!run.status().isOpen() || !same) {
        continue;
      }
      // What a retry has applied is settled, so that the next one leaves it out.
      boolean settled = run.kind() == RunKind.RETRY && candidate.kind() == RunKind.RETRY;
      if (run.counts().relative() > 0 && !candidate.again() && !settled) {
        throw replacedAfterRelativeLevels(run);
      }
      replaced.add(run);
    }
    return replaced;
  }

  private static @Nullable String abandon(List<Run> replaced) {
    String note = null;
    for (Run run : replaced) {
      note =
          "run "
              + run.id()
              + ", which "
              + ending(run)
              + ", is abandoned: "
              + run.source().name()
              + " or its job has changed since";
      run.end(RunStatus.ABANDONED, "replaced by other content or another definition");
    }
    return note;
  }

  private static Failure replacedAfterRelativeLevels(Run run) {
    return Failure.of(
        ProblemCode.DEAD_RUN_REPLACED,
        "run "
            + run.id()
            + " of "
            + run.source().name()
            + " "
            + ending(run)
            + " after "
            + run.counts().relative()
            + " relative levels (+1, -1) were applied, and the file or its job has changed since;"
            + " starting over would apply them twice",
        "put the old file back and finish it with the same command, take it back with rollcall"
            + " runs undo "
            + run.id()
            + ", or use --again to import this one all the same");
  }

  private static void refuseSecondDelivery(List<Run> ofJob, Source source) {
    Run earlier =
        first(
            ofJob,
            run -> run.source().sha256().equals(source.sha256()) && run.counts().relative() > 0);
    if (earlier != null) {
      throw Failure.of(
          ProblemCode.DELIVERED_TWICE,
          "run "
              + earlier.id()
              + " of "
              + earlier.startedAt()
              + " brought the same content ("
              + earlier.source().name()
              + ") and applied "
              + earlier.counts().relative()
              + " relative levels (+1, -1); it is most likely a file delivered twice",
          "use --again to apply them once more, or take run "
              + earlier.id()
              + " back first: rollcall runs undo "
              + earlier.id());
    }
  }

  private static String ending(Run run) {
    return switch (run.status()) {
      case REFUSED -> "was refused";
      case STOPPED -> "was stopped";
      case STARTED, FAILED, BUSY ->
          run.position() == 0 ? "failed before its first chunk" : "did not end";
      default -> throw new IllegalStateException("run " + run.id() + " is " + run.status());
    };
  }

  private static boolean sameIdentity(Run run, Run candidate) {
    return run.definition().equals(candidate.definition())
        && run.source().sha256().equals(candidate.source().sha256());
  }

  private static @Nullable Run first(List<Run> runs, Predicate<Run> test) {
    return runs.stream().filter(test).findFirst().orElse(null);
  }
}
