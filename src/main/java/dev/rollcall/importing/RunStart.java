package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.meaning.Meaning;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Provenance;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunIdentity;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.UndoneRuns;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * @param abandoned runs that nobody will continue any more
   * @param told whether whoever asked has been told already how the run ended
   */
  record Decision(Run run, boolean done, @Nullable String note, List<Run> abandoned, boolean told) {

    Decision(Run run, boolean done, @Nullable String note, List<Run> abandoned) {
      this(run, done, note, abandoned, true);
    }

    RunSummary alreadyDone(Source source) {
      RunSummary summary = RunSummary.alreadyDone(run, source);
      return note == null ? summary : summary.withNote(note);
    }
  }

  private final UserDatabase database;
  private final UndoneRuns undone;

  private RunStart(UserDatabase database) {
    this.database = database;
    this.undone = UndoneRuns.of(database.runs());
  }

  /**
   * Finds or makes the run of a request.
   *
   * @throws Failure {@code DELIVERED_TWICE}, {@code DEAD_RUN_REPLACED} or {@code RUN_PRUNED}
   */
  static Decision of(UserDatabase database, Request request, Source source) {
    boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
    Run candidate =
        new Run(
            request.retryOf() == null ? RunKind.IMPORT : RunKind.RETRY,
            request.retryOf(),
            request.job().name(),
            Meaning.of(request.job()),
            source,
            request.again(),
            database.onConnection(database.ledger()::newestChange),
            RowOrder.under(rules));
    candidate.ranAs(Provenance.here(request.jobFile()));
    return new RunStart(database).decide(candidate, request.globbed(), request.delivery());
  }

  private Decision decide(Run candidate, boolean globbed, @Nullable Delivery delivery) {
    buryTheDead();
    Run imported = delivery == null ? null : delivery.imported(database, candidate.job());
    if (imported != null) {
      String note = "the command that imported it ended before it could say so";
      return new Decision(imported, true, note, List.of(), false);
    }
    List<Run> open = openRuns(candidate);
    Run same = first(open, run -> isSame(run, candidate));
    // A run that was begun with "again" and died is finished by the same command, not begun again.
    if (same != null && (same.again() || !candidate.again())) {
      String note = "continues run " + same.id() + ", which " + ending(same);
      same.resume();
      same.ranAs(candidate.provenance());
      return new Decision(same, false, note, List.of());
    }
    if (!candidate.again()) {
      Run delivered = globbed ? delivered(candidate) : null;
      if (delivered != null) {
        String note =
            "so a pattern such as *.csv skips it; name the file itself to have it looked at again";
        return new Decision(delivered, true, note, List.of());
      }
      open.forEach(RunStart::refuseToReplace);
    }
    String note = abandon(open);
    if (!candidate.again()) {
      Run last = lastCompleted(candidate);
      if (last != null && isSame(last, candidate) && nobodyElseHasWrittenSince(last)) {
        if (globbed) {
          // When others have written, the glob finds it yet.
          database.execute(c -> database.ledger().runIndex().deliver(c, candidate.source(), last));
        }
        Delivery.note(database, delivery, candidate.source(), last);
        return new Decision(last, true, null, open);
      }
      if (candidate.kind() == RunKind.IMPORT) {
        refuseSecondDelivery(candidate);
      }
    }
    PrunedRejects.refuse(database, candidate);
    Run begun = database.runs().save(candidate);
    database.execute(connection -> database.ledger().parts().begin(connection, begun.id()));
    return new Decision(begun, false, note, open);
  }

  /** Nobody else holds the database, so what looks at work is dead. */
  private void buryTheDead() {
    for (long id : database.onConnection(database.ledger().runIndex()::startedRuns)) {
      Run dead = RunProgress.gathered(database, database.run(id));
      dead.end(RunStatus.FAILED, "died while working");
    }
  }

  /**
   * The open runs that the candidate continues, or whose place it takes, newest first. Of an import
   * these are runs of the same content, or of other content under the same file name; of a retry,
   * all that import the same rejects.
   */
  private List<Run> openRuns(Run candidate) {
    boolean retries = candidate.kind() == RunKind.RETRY;
    Source source = candidate.source();
    Set<Long> related = Set.copyOf(retries ? withRetries(candidate) : ofContent(candidate));
    List<Run> open = new ArrayList<>();
    database
        .onConnection(c -> database.ledger().runIndex().openRuns(c, candidate.job()))
        .forEach(
            (id, name) -> {
              if (related.contains(id) || !retries && source.hasName(name)) {
                Run run = database.run(id);
                boolean concerns = retries || source.hasName(name) || isSame(run, candidate);
                if (run.kind() == candidate.kind() && concerns) {
                  open.add(run);
                }
              }
            });
    return open;
  }

  private List<Long> ofContent(Run candidate) {
    String sha256 = candidate.source().sha256();
    return database.onConnection(
        c -> database.ledger().runIndex().runsOfContent(c, candidate.job(), sha256));
  }

  private List<Long> withRetries(Run retry) {
    long root = Retry.root(database, retry).id();
    return database.onConnection(c -> database.ledger().runIndex().withRetries(c, root));
  }

  /** The run that imported what came last from the candidate's path, if it was this content. */
  private @Nullable Run delivered(Run candidate) {
    String path = candidate.source().name();
    long id =
        database.onConnection(
            c -> database.ledger().runIndex().newestDelivered(c, candidate.job(), path));
    Run run = id == 0 ? null : database.runs().findById(id);
    return run != null
            && run.source().sha256().equals(candidate.source().sha256())
            && !undone.containsWhole(run)
        ? run
        : null;
  }

  private static void refuseToReplace(Run run) {
    // What a retry has applied is settled, so that the next one leaves it out.
    if (run.kind() == RunKind.IMPORT && run.counts().relative() > 0) {
      throw replacedAfterRelativeLevels(run);
    }
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

  /** The last run of its kind that imported what the candidate imports, if it still counts. */
  private @Nullable Run lastCompleted(Run candidate) {
    if (candidate.kind() == RunKind.RETRY) {
      List<Long> retries = withRetries(candidate);
      for (int i = retries.size() - 1; i > 0; i--) {
        Run run = database.run(retries.get(i));
        if (run.status().isCompleted() && !undone.contains(run)) {
          return run;
        }
      }
      return null;
    }
    long below = Long.MAX_VALUE;
    while ((below = newestCompleted(candidate.job(), below)) > 0) {
      Run run = database.run(below);
      if (!undone.contains(run)) {
        return run;
      }
    }
    return null;
  }

  private long newestCompleted(String job, long below) {
    return database.onConnection(c -> database.ledger().runIndex().newestCompleted(c, job, below));
  }

  /** A retry belongs to the run whose rejects it imports: what it has written does not matter. */
  private boolean nobodyElseHasWrittenSince(Run run) {
    Long until = run.changesUntil();
    return until != null
        && !database.onConnection(
            c -> database.ledger().runIndex().othersHaveWritten(c, run.id(), until));
  }

  private void refuseSecondDelivery(Run candidate) {
    for (long id : ofContent(candidate)) {
      Run earlier = database.run(id);
      if (earlier.counts().relative() > 0 && !undone.containsWhole(earlier)) {
        throw new SecondDelivery(database, earlier, undone.undoOf(earlier)).failure();
      }
    }
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
            + Counted.of(run.counts().relative(), "relative level")
            + " (+1, -1), and the file or its job has changed since; starting over would apply what"
            + " it did twice",
        "put the old file back and finish it with the same command, undo it with rollcall runs undo "
            + run.id()
            + ", or use --again to import this one anyway");
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

  private static boolean isSame(Run run, Run candidate) {
    return RunIdentity.of(run).equals(RunIdentity.of(candidate));
  }

  private static @Nullable Run first(List<Run> runs, Predicate<Run> test) {
    return runs.stream().filter(test).findFirst().orElse(null);
  }
}
