package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.crossings.PastRun.Was;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Ended;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges an undo: users who are as the run left them are as it found them, others are left alone.
 */
final class UndoJudge {

  private final World world;
  private final PastRun undone;
  private final boolean force;
  private final Set<String> leftAlone = new TreeSet<>();
  private final TreeMap<String, ModelUser> expected;
  private final Map<String, Model.Retired> retired;

  UndoJudge(World world, PastRun undone, boolean force) {
    this.world = world;
    this.undone = undone;
    this.force = force;
    this.expected = new TreeMap<>(world.users);
    this.retired = new TreeMap<>(world.retired);
    // Whoever goes leaves an id for somebody who comes back.
    undone.left.keySet().stream().filter(name -> isCreated(name)).forEach(this::takeBack);
    undone.left.keySet().stream().filter(name -> !isCreated(name)).forEach(this::takeBack);
    retired.keySet().retainAll(expected.keySet());
    undone.retiredBefore.forEach(
        (name, before) -> {
          if (!leftAlone.contains(name)) {
            retired.remove(name);
            if (before != null) {
              retired.put(name, before);
            }
          }
        });
  }

  private boolean isCreated(String name) {
    return Objects.requireNonNull(undone.found.get(name)).user() == null;
  }

  private void takeBack(String name) {
    Was found = Objects.requireNonNull(undone.found.get(name));
    Was left = Objects.requireNonNull(undone.left.get(name));
    if (found.isSame(left)) {
      return;
    }
    Was now = new Was(world.ids.get(name), world.users.get(name));
    boolean created = left.user() != null && !Objects.equals(found.id(), left.id());
    boolean asLeft = now.isSame(left) && !(created && world.isHushedSince(undone, name));
    ModelUser former = found.user();
    if (!asLeft && !force) {
      leftAlone.add(name);
    } else if (former == null) {
      expected.remove(name);
    } else if (needsId(now, found, asLeft) && idIsTaken(name, found)) {
      leftAlone.add(name);
    } else {
      boolean replaced = asLeft && !Objects.equals(now.id(), found.id());
      expected.put(name, withSecretsOf(replaced ? null : now.user(), former));
    }
  }

  /** Nobody has kept them: they are what they are now, or of who was gone what is usual. */
  private ModelUser withSecretsOf(@Nullable ModelUser now, ModelUser former) {
    Map<String, @Nullable Object> extras = new TreeMap<>(former.extras());
    Map<String, @Nullable Object> others = now == null ? world.usual() : now.extras();
    world.columns.stream()
        .filter(ModelColumn::secret)
        .forEach(column -> extras.put(column.name(), others.get(column.name())));
    return former.with(extras);
  }

  /**
   * Whoever came in between under this name keeps the id; who is nobody needs the one of before.
   */
  private static boolean needsId(Was now, Was found, boolean asLeft) {
    return now.user() == null || asLeft && !Objects.equals(now.id(), found.id());
  }

  private boolean idIsTaken(String name, Was found) {
    return world.ids.entrySet().stream()
        .filter(other -> !other.getKey().equals(name) && expected.containsKey(other.getKey()))
        .anyMatch(other -> other.getValue().equals(found.id()));
  }

  void judge(Ended ended, Stop stop, Ledger before, Ledger after) {
    Checks.noFaultOfTheProgram(ended);
    boolean stopped = Checks.isStopped(stop, ended);
    long id = Checks.newRun(before, after);
    if (id == 0) {
      assertThat(stopped).as("not undone: %s", ended).isTrue();
      Checks.unchanged(before, after, "not undone");
      return;
    }
    Ledger.Run now = Objects.requireNonNull(after.runs().get(id));
    if (!stopped) {
      assertThat(ended.exitCode())
          .as("exit code of an undo that leaves %s alone: %s", leftAlone, ended)
          .isEqualTo(leftAlone.isEmpty() ? 0 : 3);
    }
    assertThat(after.users())
        .as("users after undo of %s", undone)
        .isEqualTo(World.stored(expected));
    assertThat(now.isComplete()).as(now.status()).isTrue();
    assertThat(now.balances()).as("%s balances", now).isTrue();
    assertThat(now.count("rejected")).as("left alone").isEqualTo(leftAlone.size());
    Checks.othersUnchanged(before, after, id);
    remember(id, now, after);
  }

  private void remember(long id, Ledger.Run now, Ledger after) {
    PastRun undo = new PastRun(id, null, false, undone);
    undo.state = PastRun.State.DONE;
    undo.leftAlone = leftAlone;
    for (Ledger.Change change : now.changes()) {
      String name = change.username();
      undo.found.put(name, new Was(world.ids.get(name), world.users.get(name)));
      undo.left.put(name, new Was(after.ids().get(name), expected.get(name)));
    }
    Simulation done =
        new Simulation(
            expected, retired, List.of(), Variant.usual(world.columns).rules(), world.rules);
    world.noteUndone(undo);
    world.noteRetired(undo, done);
    undone.state = undone.isOpen() ? PastRun.State.ABANDONED : undone.state;
    world.runs.add(undo);
    if (!now.changes().isEmpty()) {
      world.writes.add(undo);
    }
    undo.doneAt = world.writes.size();
    world.take(done);
    settle(undo, after);
  }

  /** What fixed rejects did is open again once it is taken back, and settled once it is not. */
  private void settle(PastRun undo, Ledger after) {
    boolean takenBack = false;
    @Nullable PastRun base = undo;
    while (base != null && base.undoes != null) {
      takenBack = !takenBack;
      base = base.undoes;
    }
    if (base == null || base.settled.isEmpty()) {
      return;
    }
    PastRun root = world.root(base);
    Map<Long, Boolean> seen = Objects.requireNonNull(after.runs().get(root.id)).settled();
    Set<Long> settled = world.settledOf(root);
    for (ModelRow row : base.rows) {
      if (!base.settled.contains(row.line())) {
        continue;
      }
      boolean alone = leftAlone.contains(String.valueOf(row.username()));
      // Of those who were left alone when it was taken back, everything is still there; of the
      // others nobody says whether they may come once more while some are left.
      boolean is =
          takenBack
              ? alone || !leftAlone.isEmpty() && seen.getOrDefault(row.line(), false)
              : !alone || seen.getOrDefault(row.line(), false);
      if (is) {
        settled.add(row.line());
      } else {
        settled.remove(row.line());
      }
    }
  }
}
