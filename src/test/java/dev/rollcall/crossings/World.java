package dev.rollcall.crossings;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelRules;
import dev.rollcall.model.ModelUser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The users and runs of a database as the contract has them, and its rules on what a delivery comes
 * to. It knows nothing of how the program decides that.
 */
final class World {

  /** What the database has beside the four columns. */
  final List<ModelColumn> columns;

  final TreeMap<String, ModelUser> users = new TreeMap<>();
  final Map<String, Long> ids = new TreeMap<>();

  /** Those whom mirrors have retired, by name. */
  final Map<String, Model.Retired> retired = new TreeMap<>();

  final List<PastRun> runs = new ArrayList<>();
  final Rules rules = new Rules();

  /** Grows with each command that writes. */
  private int moment;

  /** Who wrote users, in turn. */
  final List<PastRun> writes = new ArrayList<>();

  /** The lines of settled rejects, by the run that read them from its input. */
  private final Map<Long, Set<Long>> settled = new TreeMap<>();

  World(List<ModelColumn> columns) {
    this.columns = columns;
  }

  /** What users have in the columns of whom nobody says it. */
  Map<String, @Nullable Object> usual() {
    Map<String, @Nullable Object> usual = new TreeMap<>();
    columns.forEach(column -> usual.put(column.name(), column.held(column.usual())));
    return usual;
  }

  /** What rows would do now. */
  Simulation simulate(List<ModelRow> rows, ModelRules meaning) {
    return new Simulation(users, retired, rows, meaning, rules);
  }

  /** Takes note of whom a run changes, and in whom it writes a secret. */
  void noteChanges(PastRun run, List<ModelOutcome.Changed> changes) {
    moment++;
    for (ModelOutcome.Changed change : changes) {
      ModelUser user = change.after() == null ? change.before() : change.after();
      String name = Objects.requireNonNull(user).username();
      run.changedAt.put(name, moment);
      if (change.before() != null && change.after() != null && hushes(change)) {
        run.hushedAt.put(name, moment);
      }
    }
  }

  /** The same of an undo, which writes no secret that a row said. */
  void noteUndone(PastRun undo) {
    moment++;
    undo.left.keySet().forEach(name -> undo.changedAt.put(name, moment));
  }

  private boolean hushes(ModelOutcome.Changed change) {
    Map<String, @Nullable Object> before = Objects.requireNonNull(change.before()).extras();
    Map<String, @Nullable Object> after = Objects.requireNonNull(change.after()).extras();
    return columns.stream()
        .filter(ModelColumn::secret)
        .anyMatch(column -> before.get(column.name()) != after.get(column.name()));
  }

  /** Whether a later run, which was not taken back, has written a secret of a user of a run. */
  boolean isHushedSince(PastRun run, String name) {
    int at = Objects.requireNonNull(run.changedAt.get(name));
    return runs.stream()
        .anyMatch(
            other ->
                other.hushedAt.getOrDefault(name, 0) > at
                    && runs.stream().noneMatch(undo -> undo.undoes == other && !isRedone(undo)));
  }

  private boolean isRedone(PastRun undo) {
    return runs.stream().anyMatch(redo -> redo.undoes == undo);
  }

  /** Takes note of who is retired no more by what a run does, or is so now. */
  void noteRetired(PastRun run, Simulation done) {
    Set<String> names = new TreeSet<>(retired.keySet());
    names.addAll(done.retired.keySet());
    for (String name : names) {
      if (!Objects.equals(retired.get(name), done.retired.get(name))) {
        run.retiredBefore.putIfAbsent(name, retired.get(name));
      }
    }
  }

  /** Has it all happened. */
  void take(Simulation done) {
    users.clear();
    users.putAll(done.users);
    retired.clear();
    retired.putAll(done.retired);
  }

  /** Users as their table has them. */
  static Map<String, ModelUser> stored(Map<String, ModelUser> users) {
    Map<String, ModelUser> stored = new TreeMap<>();
    users.forEach((name, user) -> stored.put(name, user.stored()));
    return stored;
  }

  @Nullable PastRun run(long id) {
    return newest(runs, run -> run.id == id);
  }

  /** Those that brought something and are not taken back, oldest first. */
  private List<PastRun> standing(String job) {
    return runs.stream().filter(run -> run.isOf(job) && !isGone(run)).toList();
  }

  /** Whether nothing of a run is left: a run that was taken back in part is not gone. */
  boolean isGone(PastRun run) {
    return runs.stream()
        .anyMatch(undo -> undo.undoes == run && undo.leftAlone.isEmpty() && !isTakenBack(undo));
  }

  /** Whether a run was taken back, be it in part. */
  boolean isTakenBack(PastRun run) {
    return runs.stream().anyMatch(undo -> undo.undoes == run && !isGone(undo));
  }

  /** What a delivery comes to, by the contract. */
  Verdict judge(Delivery delivery, boolean again) {
    List<PastRun> standing = standing(delivery.variant().job());
    PastRun open = newest(standing, run -> run.isOpen() && isSame(run, delivery));
    if (open != null && (open.again || !again)) {
      return new Verdict.GoesOn(open);
    }
    List<PastRun> replaced =
        standing.stream().filter(run -> run.isOpen() && isReplaced(run, delivery)).toList();
    if (again) {
      return new Verdict.New(replaced);
    }
    // What fixed rejects have done is settled, so that what replaces them leaves it out.
    PastRun relative = newest(replaced, run -> run.relative > 0 && is(run).of() == null);
    if (relative != null) {
      return new Verdict.Refused(relative);
    }
    PastRun last = newest(standing, run -> isDone(run) && areOfOneKind(run, delivery));
    if (last != null && isSame(last, delivery) && !isWrittenSince(last)) {
      return new Verdict.Done(last, replaced);
    }
    PastRun earlier =
        newest(standing, run -> is(run).content().equals(delivery.content()) && run.relative > 0);
    return earlier != null && delivery.of() == null
        ? new Verdict.Refused(earlier)
        : new Verdict.New(replaced);
  }

  private boolean isDone(PastRun run) {
    return run.state == PastRun.State.DONE && !isTakenBack(run);
  }

  /** An import takes the place of what bore its name, fixed rejects of all that fixed the same. */
  private boolean isReplaced(PastRun run, Delivery delivery) {
    return areOfOneKind(run, delivery)
        && (delivery.of() != null
            || isSame(run, delivery)
            || is(run).path().equals(delivery.path()));
  }

  /** Fixed rejects belong to the run that they are of, and are of one kind with no others. */
  private boolean areOfOneKind(PastRun run, Delivery delivery) {
    Long of = delivery.of();
    return of == null
        ? is(run).of() == null
        : is(run).of() != null && root(run) == root(Objects.requireNonNull(run(of)));
  }

  private static Delivery is(PastRun run) {
    return Objects.requireNonNull(run.delivery);
  }

  private static boolean isSame(PastRun run, Delivery delivery) {
    return is(run).sameAs(delivery);
  }

  private boolean isWrittenSince(PastRun run) {
    return writes.subList(run.doneAt, writes.size()).stream()
        .anyMatch(writer -> writer != run && !belongsTo(writer, run));
  }

  private boolean belongsTo(PastRun run, PastRun other) {
    for (PastRun parent = of(run); parent != null; parent = of(parent)) {
      if (parent == other) {
        return true;
      }
    }
    return false;
  }

  /** The run whose rejects a run fixes, or that it takes back. */
  private @Nullable PastRun of(PastRun run) {
    return run.undoes == null ? parent(run) : run.undoes;
  }

  private @Nullable PastRun parent(PastRun run) {
    return run.delivery == null || run.delivery.of() == null ? null : run(run.delivery.of());
  }

  /** The run whose input had the rows that a run brings. */
  PastRun root(PastRun run) {
    PastRun parent = parent(run);
    return parent == null ? run : root(parent);
  }

  Set<Long> settledOf(PastRun root) {
    return settled.computeIfAbsent(root.id, any -> new TreeSet<>());
  }

  /** Of fixed rejects those that count: each open one once. */
  List<ModelRow> taken(Delivery delivery) {
    if (delivery.of() == null) {
      return delivery.rows();
    }
    PastRun of = Objects.requireNonNull(run(delivery.of()));
    Set<Long> left = new HashSet<>(of.rejects.keySet());
    left.retainAll(root(of).rejects.keySet());
    left.removeAll(settledOf(root(of)));
    return delivery.rows().stream().filter(row -> left.remove(row.line())).toList();
  }

  /** Of the rows that a run has yet to apply those that are rejects yet, and not settled. */
  List<ModelRow> rest(PastRun run) {
    List<ModelRow> rest = run.openRows();
    if (root(run) == run) {
      return rest;
    }
    Set<Long> done = settledOf(root(run));
    Set<Long> rejected = root(run).rejects.keySet();
    return rest.stream()
        .filter(row -> !done.contains(row.line()) && rejected.contains(row.line()))
        .toList();
  }

  /**
   * Of an import, rows whose rejects were fixed and settled meanwhile: they stay rejects, also if
   * that was taken back, as it may come again.
   */
  List<ModelRow> withSettled(PastRun run, List<ModelRow> rows) {
    if (root(run) != run) {
      return rows;
    }
    return rows.stream().map(row -> asSettled(run, row)).toList();
  }

  private ModelRow asSettled(PastRun run, ModelRow row) {
    String code = run.rejects.get(row.line());
    return code == null || runs.stream().noneMatch(each -> hasSettled(each, run, row.line()))
        ? row
        : new ModelRow(
            row.line(), code, row.username(), row.email(), row.level(), row.action(), null);
  }

  private boolean hasSettled(PastRun retry, PastRun run, long line) {
    return retry.settled.contains(line) && root(retry) == run;
  }

  /** Rows as a run applies them: in the order of the file, or by users and then as in the file. */
  List<ModelRow> inOrder(List<ModelRow> rows, Delivery delivery, boolean ofFile) {
    Comparator<ModelRow> byLine = Comparator.comparingLong(ModelRow::line);
    Comparator<ModelRow> byUser =
        (a, b) -> Arrays.compareUnsigned(key(a, delivery), key(b, delivery));
    return rows.stream().sorted(ofFile ? byLine : byUser.thenComparing(byLine)).toList();
  }

  private static byte[] key(ModelRow row, Delivery delivery) {
    String name = isWrong(row, delivery.meaning()) || row.username() == null ? "" : row.username();
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the file alone tells that a row is rejected. */
  static boolean isWrong(ModelRow row, Variant meaning) {
    if (row.formFault() != null) {
      return true;
    }
    ModelRules usual = meaning.as("main", "upsert", 100).rules();
    return !new Simulation(Map.of(), Map.of(), List.of(row), usual, new Rules())
        .rejects.stream()
            .allMatch(
                reject ->
                    reject.code().startsWith("USER_") || reject.code().startsWith("LEVEL_TOO"));
  }

  /** Runs whose rejects can be fixed, newest first. */
  List<PastRun> withRejects(boolean openOnes) {
    List<PastRun> found = new ArrayList<>();
    for (PastRun run : runs) {
      boolean fits = run.state == PastRun.State.DONE || openOnes && run.isOpen();
      if (run.delivery != null && fits && !run.rejects.isEmpty() && !isTakenBack(run)) {
        found.add(0, run);
      }
    }
    return found;
  }

  /** Runs that can be taken back, newest first. */
  List<PastRun> writers() {
    List<PastRun> found = new ArrayList<>();
    for (PastRun run : runs) {
      if (!run.left.isEmpty() && !run.blurred && !isTakenBack(run)) {
        found.add(0, run);
      }
    }
    return found;
  }

  static @Nullable PastRun newest(List<PastRun> runs, Predicate<PastRun> test) {
    PastRun newest = null;
    for (PastRun run : runs) {
      newest = test.test(run) ? run : newest;
    }
    return newest;
  }
}
