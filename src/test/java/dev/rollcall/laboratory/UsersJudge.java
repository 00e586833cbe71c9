package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges what a run has made of the users: as far as it has come, it did what the model says. */
final class UsersJudge {

  private final ModelLedger ledger;
  private final Beginning beginning;
  private final Seen before;
  private final LedgerRun run;

  UsersJudge(ModelLedger ledger, Beginning beginning, Seen before, LedgerRun run) {
    this.ledger = ledger;
    this.beginning = beginning;
    this.before = before;
    this.run = run;
  }

  /** How many changes each user has; they must be the first ones that the model expects. */
  Map<String, Integer> countChanges(List<Seen.Change> seen, ModelOutcome outcome) {
    Map<String, List<String>> expected = new HashMap<>();
    Expected.changes(outcome)
        .forEach(
            change ->
                expected
                    .computeIfAbsent(change.username(), name -> new ArrayList<>())
                    .add(change.text()));
    Map<String, List<String>> actual = new TreeMap<>();
    seen.forEach(
        change ->
            actual
                .computeIfAbsent(change.username(), name -> new ArrayList<>())
                .add(change.text()));
    Map<String, Integer> counts = new HashMap<>();
    actual.forEach(
        (name, changes) -> {
          List<String> all = expected.getOrDefault(name, List.of());
          assertThat(changes)
              .as("changes of %s by %s", name, run)
              .isEqualTo(all.subList(0, Math.min(all.size(), changes.size())));
          counts.put(name, changes.size());
        });
    run.changes.forEach(
        (name, count) ->
            assertThat(counts.getOrDefault(name, 0))
                .as("changes of %s that were committed", name)
                .isGreaterThanOrEqualTo(count));
    return counts;
  }

  /** Users must be what so many changes of each make of them. */
  void judge(Seen after, ModelOutcome outcome, Map<String, Integer> changes) {
    Map<String, List<ModelOutcome.Changed>> made = new HashMap<>();
    Expected.inOrder(outcome)
        .forEach(
            change ->
                made.computeIfAbsent(Expected.username(change), name -> new ArrayList<>())
                    .add(change));
    Map<String, ModelUser> users = new TreeMap<>(ledger.users());
    changes.forEach(
        (name, count) -> {
          ModelUser left = made.get(name).get(count - 1).after();
          if (left == null) {
            users.remove(name);
          } else {
            users.put(name, left);
          }
        });
    assertThat(after.users()).as("users").isEqualTo(stored(users));
    keepTheirIds(after, made, changes);
    ledger.users(users);
  }

  /** Users as their table has them. */
  static Map<String, ModelUser> stored(Map<String, ModelUser> users) {
    Map<String, ModelUser> stored = new TreeMap<>(users);
    stored.replaceAll((name, user) -> user.stored());
    return stored;
  }

  /** Who was there and was not deleted has the same id; nobody has that of another. */
  private void keepTheirIds(
      Seen after, Map<String, List<ModelOutcome.Changed>> made, Map<String, Integer> changes) {
    Map<Long, String> owners = new HashMap<>();
    before.ids().forEach((name, id) -> owners.put(id, name));
    after
        .ids()
        .forEach(
            (name, id) -> {
              boolean created =
                  made.getOrDefault(name, List.of()).stream()
                      .limit(changes.getOrDefault(name, 0))
                      .anyMatch(change -> change.before() == null);
              if (!created) {
                assertThat(id).as("id of " + name).isEqualTo(before.ids().get(name));
              }
              // Another program's table may give the id of a user who is gone to the next one.
              if (!beginning.isForeign()) {
                assertThat(owners.getOrDefault(id, name)).as("owner of id " + id).isEqualTo(name);
              }
            });
  }
}
