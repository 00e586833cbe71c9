package dev.rollcall.laboratory;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private Map<String, Model.Retired> retired = Map.of();
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
    copy.retired = retired;
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

  /** Those whom mirrors have retired, by name. */
  Map<String, Model.Retired> retired() {
    return retired;
  }

  void retired(Map<String, Model.Retired> now) {
    retired = now;
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
    boolean retries = step.retryOf() != null;
    List<LedgerRun> related =
        runs.stream()
            .filter(run -> run.isImport() && !run.undone && run.isOf(step.job()))
            .filter(run -> retries ? isRetryWith(run, step) : run.retryOf == null)
            .toList();
    LedgerRun dead = newest(related, run -> isOpen(run) && run.isIdentical(step));
    if (dead != null && (dead.again || !step.again())) {
      return new Verdict.Work(dead, false, List.of());
    }
    List<LedgerRun> replaced =
        related.stream()
            .filter(ModelLedger::isOpen)
            .filter(run -> retries || run.path.equals(step.path()) || run.isIdentical(step))
            .toList();
    if (!step.again()) {
      // What a retry has applied, the next retry leaves out.
      LedgerRun relative = newest(replaced, run -> !retries && run.relative > 0);
      if (relative != null) {
        return new Verdict.Refused(relative);
      }
      LedgerRun last = newest(related, run -> run.state == LedgerRun.State.DONE);
      if (last != null && last.isIdentical(step) && !last.othersHaveWrittenSince) {
        return new Verdict.Done(last, replaced);
      }
      String content = step.content().name();
      LedgerRun earlier =
          newest(related, run -> run.content.name().equals(content) && run.relative > 0);
      if (earlier != null && !retries) {
        return new Verdict.Refused(earlier);
      }
    }
    return new Verdict.Work(new LedgerRun(nextId(), step), true, replaced);
  }

  /** Whether a run retries the rejects that a step does, directly or not. */
  private boolean isRetryWith(LedgerRun run, Step.Import step) {
    return run.retryOf != null && root(run.id) == root(Objects.requireNonNull(step.retryOf()));
  }

  /** The run that rejected first what a run brings. */
  private long root(long id) {
    Long of = find(id).retryOf;
    return of == null ? id : root(of);
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
    for (LedgerRun run : runs) {
      run.writtenSince = run != writer;
      run.othersHaveWrittenSince =
          run != writer && (run.othersHaveWrittenSince || !belongs(writer, run));
    }
  }

  /** Whether a run retries another or takes it back, or does that to one that does. */
  private boolean belongs(LedgerRun run, LedgerRun other) {
    Long of = run.retryOf == null ? run.undoes : run.retryOf;
    return of != null && (of == other.id || belongs(find(of), other));
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
