package dev.rollcall.undoing;

import dev.rollcall.applying.Balance;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.Tally;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.NetChange;
import dev.rollcall.runs.Origin;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.UndoneRuns;
import dev.rollcall.user.UserColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Undoes runs, each in one transaction: a crash leaves all of it or nothing. Whoever calls must
 * hold the database's run lock; not thread-safe.
 */
public final class Undoer {

  private static final int USERS_AT_A_TIME = 20_000;
  private static final int UNDISPUTED_AT_A_TIME = 100_000;
  private static final int LEFT_SHOWN = 20;

  private final UserDatabase database;
  private final Progress progress;
  private final LongConsumer abandon;
  private final Function<Throwable, Failure> explain;

  /**
   * @param progress may throw to stop, in which case nothing is undone
   * @param abandon is given a run that will never be continued; what it kept for that may go
   * @param explain makes a message of whatever goes wrong in the database or elsewhere
   */
  public Undoer(
      UserDatabase database,
      Progress progress,
      LongConsumer abandon,
      Function<Throwable, Failure> explain) {
    this.database = database;
    this.progress = progress;
    this.abandon = abandon;
    this.explain = explain;
  }

  /**
   * Takes a run back.
   *
   * @throws Failure {@code USAGE} if there is no such run, {@code UNDONE_ALREADY}, {@code
   *     RUN_PRUNED}, or what went wrong; nothing was written then
   */
  public UndoResult undo(UndoRequest request) {
    List<Reject> left = new ArrayList<>();
    List<Long> abandoned = new ArrayList<>();
    try {
      RunSummary summary;
      if (request.plan()) {
        summary = database.undone(() -> undo(request, left, abandoned));
        return new UndoResult(
            summary.asPlanned(summary.seconds(), refusal(request, left)),
            left,
            refusal(request, left));
      }
      summary = database.untilUndisturbed(() -> undo(request, left, abandoned));
      abandoned.forEach(abandon::accept);
      return new UndoResult(summary, left, null);
    } catch (Incomplete incomplete) {
      Source source = Source.unread(request.run().toString());
      RunSummary summary = RunSummary.notBegun(incomplete.job, source, incomplete.failure);
      return new UndoResult(summary, left, incomplete.failure);
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private RunSummary undo(UndoRequest request, List<Reject> left, List<Long> abandoned) {
    long startedNanos = System.nanoTime();
    left.clear();
    abandoned.clear();
    database.keepKnown();
    Run undone = find(request.run());
    long newest = database.onConnection(database.ledger()::newestChange);
    boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
    Run run =
        database
            .runs()
            .save(
                new Run(
                    RunKind.UNDO,
                    undone.id(),
                    undone.job(),
                    "undo " + undone.id(),
                    Source.unread("run " + undone.id()),
                    false,
                    newest,
                    RowOrder.under(rules)));
    long rows =
        putBack(
            undone,
            run,
            new ChunkWriter<>(
                database.users(),
                database.ledger(),
                run.id(),
                decider(request, undone),
                rules,
                run.rowOrder()),
            left);
    Failure refusal = refusal(request, left);
    if (refusal != null && !request.plan()) {
      throw new Incomplete(undone.job(), refusal);
    }
    if (undone.status().isOpen()) {
      undone.end(RunStatus.ABANDONED, undone.message());
      abandoned.add(undone.id());
    }
    settle(run);
    database.execute(connection -> database.ledger().missing().undo(connection, undone, run.id()));
    run.worked((System.nanoTime() - startedNanos) / 1_000_000);
    run.complete(database.onConnection(database.ledger()::newestChange));
    database.entityManager().flush();
    database.execute(connection -> Balance.check(run, rows, database.ledger(), connection));
    Map<String, RejectCount> codes =
        database.onConnection(
            connection -> database.ledger().rejects().count(connection, run.id()));
    return RunSummary.of(run, codes, notes(run.counts()));
  }

  /** What can't be put back, as nobody has kept it. */
  private List<String> notes(Counts counts) {
    List<String> secrets =
        database.users().columns().extras().stream()
            .filter(UserColumn::isSecret)
            .map(UserColumn::word)
            .toList();
    boolean ofAnybody = counts.created() + counts.updated() + counts.unchanged() > 0;
    return secrets.isEmpty() || !ofAnybody
        ? List.of()
        : List.of(
            String.join(", ", secrets)
                + " can't be put back, as a secret is never kept: users who come back have none,"
                + " and all others what they have now");
  }

  private Run find(RunName name) {
    Run run = name.find(database.runs(), database.name());
    if (run.prunedAt() != null) {
      throw Failure.of(
          ProblemCode.RUN_PRUNED,
          "run " + run.id() + " can't be undone: its changes were pruned at " + run.prunedAt(),
          "import its users as they should be, or restore a backup");
    }
    Run undo = UndoneRuns.of(database.runs()).undoOf(run);
    if (undo != null) {
      throw Failure.of(
          ProblemCode.UNDONE_ALREADY,
          "run " + run.id() + " was undone by run " + undo.id() + " of " + undo.startedAt(),
          "to redo it: rollcall runs undo " + undo.id());
    }
    return run;
  }

  private static StepDecider decider(UndoRequest request, Run undone) {
    return new StepDecider(undone.id(), request.force());
  }

  /**
   * How many rows it has: a user who is replaced by an earlier state with another id counts twice.
   */
  private long putBack(Run undone, Run run, ChunkWriter<Step> writer, List<Reject> left) {
    long users =
        database.onConnection(
            connection ->
                database.ledger().beginNet(connection, undone.id(), undone.changesAfter()));
    progress.begin(Progress.Phase.WRITING, users);
    Long until = undone.changesUntil();
    long end = 1 + (until == null ? run.changesAfter() : until);
    long begunMillis = Origin.current().nowMillis();
    long done = writer.canPrepare() ? undoUndisputed(undone, run, end, begunMillis) : 0;
    Steps steps =
        new Steps(ids -> database.onConnection(c -> database.users().findByIds(c, ids)), end);
    long rows = users;
    long position = Long.MAX_VALUE;
    List<NetChange> page;
    while (!(page = page(position)).isEmpty()) {
      position = page.get(page.size() - 1).position();
      List<Step> next = steps.of(page);
      Tally tally = database.onConnection(c -> writer.write(c, next)).tally();
      database.execute(
          connection -> database.ledger().addRejects(connection, run.id(), tally.rejects()));
      done += next.size();
      advance(run, done, tally.counts(next.size() + tally.replaced()), begunMillis);
      rows += tally.replaced();
      tally.rejects().stream().limit(LEFT_SHOWN - left.size()).forEach(left::add);
    }
    return rows;
  }

  /**
   * Users about whom there is nothing to decide need not be fetched. That they go and return before
   * all others harms nobody: each user is on the list once, and an id that somebody still has is no
   * reason to leave anybody alone before all others have moved.
   *
   * @return how many it were
   */
  private long undoUndisputed(Run undone, Run run, long end, long begunMillis) {
    String reason = StepDecider.reason(undone.id());
    Counts counts;
    while ((counts =
                database.onConnection(
                    connection ->
                        database
                            .ledger()
                            .undoUndisputed(
                                connection, run.id(), end, reason, UNDISPUTED_AT_A_TIME)))
            .read()
        > 0) {
      advance(run, run.position() + counts.read(), counts, begunMillis);
    }
    return run.position();
  }

  private void advance(Run run, long done, Counts counts, long begunMillis) {
    long users = done - run.position();
    database.execute(
        connection -> database.ledger().addPace(connection, run.id(), 1, begunMillis, users));
    run.advance(done, counts);
    progress.at(done, done);
  }

  private List<NetChange> page(long below) {
    return database.onConnection(
        connection -> database.ledger().net(connection, below, USERS_AT_A_TIME));
  }

  /**
   * Rejects that a retry has settled are open when it is undone, but for those of users who were
   * left alone, and settled when the undo is undone.
   */
  private void settle(Run undo) {
    boolean undoes = false;
    Run each = undo;
    while (each.kind() == RunKind.UNDO && each.ofRun() != null && each.ofRun() < each.id()) {
      undoes = !undoes;
      each = database.run(each.ofRun());
    }
    if (each.kind() == RunKind.RETRY) {
      long retry = each.id();
      boolean open = undoes;
      database.execute(
          connection -> database.ledger().rejects().unsettle(connection, retry, open, undo.id()));
    }
  }

  private static @Nullable Failure refusal(UndoRequest request, List<Reject> left) {
    if (!request.allOrNothing() || left.isEmpty()) {
      return null;
    }
    return Failure.of(
        ProblemCode.CHANGED_SINCE,
        "some users have changed since " + request.run() + ", so no user was put back",
        "without --all-or-nothing the others are put back, with --force all of them");
  }

  /** Rolls back. */
  private static final class Incomplete extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String job;
    private final transient Failure failure;

    Incomplete(String job, Failure failure) {
      super(failure);
      this.job = job;
      this.failure = failure;
    }
  }
}
