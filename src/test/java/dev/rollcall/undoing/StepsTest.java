package dev.rollcall.undoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.applying.Decision;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.NetChange;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who gets an id back that others may have by now; on tables that give free ids once more, too. */
class StepsTest {

  private static final List<String> NAMES = List.of("ann", "bob", "cem", "dea", "eva", "fay");

  private final StringBuilder story = new StringBuilder();

  @Test
  void ifNobodyHasChangedSinceEverybodyIsAsBefore() {
    Seeds.each(
        2_000,
        random -> {
          Map<String, User> before = users(random);
          Map<String, User> after = left(before, random);
          boolean undoOfUndo = random.nextBoolean();
          Map<String, User> wanted = undoOfUndo ? after : before;
          Map<String, User> left = undoOfUndo ? before : after;
          Map<String, User> now = undone(wanted, left, left, false, random);
          assertThat(now.keySet()).as("%s", story).isEqualTo(wanted.keySet());
          wanted.forEach((name, user) -> assertThat(now.get(name).isSame(user)).isTrue());
        });
  }

  @Test
  void whateverHappenedSinceNoIdIsGivenToTwo() {
    Seeds.each(
        5_000,
        random -> {
          Map<String, User> before = users(random);
          Map<String, User> after = left(before, random);
          Map<String, User> since = left(after, random);
          Map<String, User> now = undone(before, after, since, random.nextBoolean(), random);
          assertThat(ids(now.values())).as("%s", story).hasSameSizeAs(now.values());
        });
  }

  /** As the users are once a chunk of these steps is written: who leaves goes first. */
  private Map<String, User> undone(
      Map<String, User> before,
      Map<String, User> after,
      Map<String, User> since,
      boolean force,
      Random random) {
    Set<String> touched = new TreeSet<>(before.keySet());
    touched.addAll(after.keySet());
    List<NetChange> page = new ArrayList<>();
    for (String name : touched) {
      page.add(new NetChange(100 - page.size(), name, before.get(name), after.get(name)));
    }
    Collections.shuffle(page, random);
    story.setLength(0);
    story.append(before.values().stream().map(StepsTest::words).toList());
    story.append(" -> ").append(after.values().stream().map(StepsTest::words).toList());
    story.append(" -> ").append(since.values().stream().map(StepsTest::words).toList());
    Steps steps =
        new Steps(
            ids -> since.values().stream().filter(user -> ids.contains(user.id())).toList(), 101);
    StepDecider decider = new StepDecider(7, force);
    Map<String, User> now = new TreeMap<>(since);
    List<Change> changes = new ArrayList<>();
    for (Step step : steps.of(page)) {
      Decision decision = decider.decide(step, since.get(step.username()), () -> 99);
      if (decision instanceof Decision.Changed changed) {
        changes.add(changed.change());
      } else if (decision instanceof Decision.Replaced replaced) {
        changes.add(replaced.deleted());
        changes.add(replaced.created());
      }
    }
    changes.stream()
        .filter(change -> change.after() == null)
        .forEach(change -> now.remove(change.user().username()));
    changes.stream()
        .filter(change -> change.after() != null)
        .forEach(change -> now.put(change.user().username(), change.user()));
    return now;
  }

  private static Map<String, User> users(Random random) {
    Map<String, User> users = new TreeMap<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        users.put(name, new User(users.size() + 1, name, null, random.nextInt(2)));
      }
    }
    return users;
  }

  /** What a run may make of them; ids of those who are gone may be given again. */
  private static Map<String, User> left(Map<String, User> users, Random random) {
    Map<String, User> left = new TreeMap<>(users);
    long fresh = 1 + users.values().stream().mapToLong(User::id).max().orElse(0);
    for (User user : users.values()) {
      switch (random.nextInt(6)) {
        case 0, 1 -> left.remove(user.username());
        case 2 -> left.put(user.username(), new User(user.id(), user.username(), null, 2));
        case 3 -> left.put(user.username(), new User(fresh++, user.username(), null, 1));
        default -> {}
      }
    }
    Set<Long> free = ids(users.values());
    left.keySet().forEach(name -> free.remove(idOf(users, name)));
    free.removeAll(ids(left.values()));
    List<Long> again = new ArrayList<>(free);
    for (String name : NAMES) {
      if (!users.containsKey(name) && random.nextBoolean()) {
        boolean once = again.isEmpty() || random.nextBoolean();
        long id = once ? fresh++ : again.remove(again.size() - 1);
        left.put(name, new User(id, name, null, random.nextInt(2)));
      }
    }
    return left;
  }

  private static long idOf(Map<String, User> users, String name) {
    User user = users.get(name);
    return user == null ? 0 : user.id();
  }

  private static Set<Long> ids(Collection<User> users) {
    Set<Long> ids = new HashSet<>();
    users.forEach(user -> ids.add(user.id()));
    return ids;
  }

  private static String words(User user) {
    return user.username() + " " + user.id() + " on " + user.level();
  }
}
