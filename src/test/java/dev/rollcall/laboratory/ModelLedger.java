package dev.rollcall.laboratory;

import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The users and runs of a database as the contract has them, and its rules on which run a delivered
 * file is. It knows nothing of how the program decides that.
 */
final class ModelLedger {

  /** What a delivery comes to. */
  sealed interface Verdict {

    /**
     * Nothing is written; this run has done it.
     *
     * @param abandoned dead runs of what came under the name meanwhile
     */
    record Done(LedgerRun by, List<LedgerRun> abandoned) implements Verdict {}

    /** Nothing is written, as something would be applied twice. */
    record Refused(LedgerRun because) implements Verdict {}

    /** There is nothing to read. */
    record Unreadable() implements Verdict {}

    /** The database is another program's. */
    record NotOurs() implements Verdict {}

    /**
     * A run works.
     *
     * @param isNew whether it is new; otherwise it goes on
     * @param abandoned runs that it replaces
     */
    record Work(LedgerRun run, boolean isNew, List<LedgerRun> abandoned) implements Verdict {}
  }

  private final TreeMap<String, ModelUser> users = new TreeMap<>();
  private final List<LedgerRun> runs = new ArrayList<>();
  private boolean foreign;

  /**
   * @param foreign whether another program has made the users, and nobody has adopted them yet
   */
  ModelLedger(Collection<ModelUser> users, boolean foreign) {
    users.forEach(user -> this.users.put(user.username(), user));
    this.foreign = foreign;
  }

  ModelLedger copy() {
    ModelLedger copy = new ModelLedger(users.values(), foreign);
    runs.forEach(run -> copy.runs.add(run.copy()));
    return copy;
  }

  Map<String, ModelUser> users() {
    return users;
  }

  void users(Map<String, ModelUser> now) {
    TreeMap<String, ModelUser> copy = new TreeMap<>(now);
    users.clear();
    users.putAll(copy);
  }

  void adopt() {
    foreign = false;
  }

  List<LedgerRun> runs() {
    return runs;
  }

  long nextId() {
    return runs.isEmpty() ? 1 : runs.get(runs.size() - 1).id + 1;
  }

  /** What a delivery comes to, by the contract. */
  Verdict judge(Step.Import step) {
    if (step.content().bytes() == null) {
      return new Verdict.Unreadable();
    }
    if (foreign) {
      return new Verdict.NotOurs();
    }
    List<LedgerRun> standing =
        runs.stream().filter(run -> run.isImport() && !run.undone && run.isOf(step.job())).toList();
    LedgerRun dead = newest(standing, run -> isOpen(run) && run.isIdentical(step));
    if (dead != null && (dead.again || !step.again())) {
      return new Verdict.Work(dead, false, List.of());
    }
    List<LedgerRun> replaced =
        standing.stream()
            .filter(ModelLedger::isOpen)
            .filter(run -> run.path.equals(step.path()) || run.isIdentical(step))
            .toList();
    if (!step.again()) {
      LedgerRun relative = newest(replaced, run -> run.relative > 0 && !isSettled(run, step));
      if (relative != null) {
        return new Verdict.Refused(relative);
      }
      LedgerRun last = newest(standing, run -> run.state == LedgerRun.State.DONE);
      if (last != null && last.isIdentical(step) && !last.writtenSince) {
        return new Verdict.Done(last, replaced);
      }
      LedgerRun earlier =
          newest(
              standing,
              run -> run.content.name().equals(step.content().name()) && run.relative > 0);
      if (earlier != null && step.retryOf() == null) {
        return new Verdict.Refused(earlier);
      }
    }
    return new Verdict.Work(new LedgerRun(nextId(), step), true, replaced);
  }

  /**
   * The run that the job's last import was, if the delivery is its content and its rejects were
   * retried since: a retry belongs to its run, so that the content is done if nobody else has
   * written. Null if that is not so.
   */
  Verdict.@Nullable Done doneWithRetries(Step.Import step) {
    if (step.again() || step.retryOf() != null || foreign) {
      return null;
    }
    LedgerRun last =
        newest(
            runs,
            run ->
                run.isImport()
                    && run.retryOf == null
                    && !run.undone
                    && run.isOf(step.job())
                    && run.state == LedgerRun.State.DONE);
    if (last == null
        || !last.isIdentical(step)
        || runs.stream().noneMatch(run -> isRetryOf(run, last.id))) {
      return null;
    }
    return new Verdict.Done(last, List.of());
  }

  /** What a retry has applied, the next retry leaves out. */
  private static boolean isSettled(LedgerRun run, Step.Import step) {
    return run.retryOf != null && step.retryOf() != null;
  }

  /** The newest run that is done and has rejects; null if there is none. */
  @Nullable LedgerRun lastWithRejects() {
    return newest(
        runs,
        run -> run.state == LedgerRun.State.DONE && !run.undone && !run.rejectedLines().isEmpty());
  }

  /** The lines of a run's rejects that are not settled, but by a retry of this very content. */
  Set<Long> openRejects(LedgerRun of, Step.Import retry) {
    Set<Long> open = new HashSet<>(of.rejectedLines());
    for (LedgerRun run : runs) {
      boolean itself = isOpen(run) && run.isIdentical(retry);
      if (!run.undone && !itself && isRetryOf(run, of.id)) {
        open.removeAll(run.settled);
      }
    }
    return open;
  }

  /** Whether a run brings rejects of another, or the rejects of a run that does. */
  private boolean isRetryOf(LedgerRun run, long other) {
    for (Long of = run.retryOf; of != null; of = find(of).retryOf) {
      if (of == other) {
        return true;
      }
    }
    return false;
  }

  private LedgerRun find(long id) {
    return runs.stream().filter(run -> run.id == id).findFirst().orElseThrow();
  }

  /** The import that wrote users last, if it can be taken back; null if there is none. */
  @Nullable LedgerRun lastWriter() {
    return newest(
        runs, run -> run.isImport() && !run.undone && run.changesMade() > 0 && !run.writtenSince);
  }

  /** A run has written users. */
  void wrote(LedgerRun writer) {
    writer.writtenSince = false;
    runs.stream().filter(run -> run != writer).forEach(run -> run.writtenSince = true);
  }

  static boolean isOpen(LedgerRun run) {
    return run.state == LedgerRun.State.OPEN;
  }

  private static @Nullable LedgerRun newest(List<LedgerRun> runs, Predicate<LedgerRun> test) {
    LedgerRun newest = null;
    for (LedgerRun run : runs) {
      newest = test.test(run) ? run : newest;
    }
    return newest;
  }
}
