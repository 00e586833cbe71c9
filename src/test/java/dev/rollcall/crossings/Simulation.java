package dev.rollcall.crossings;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelRules;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rows do to users, one after the other, while rules and triggers are in force. */
final class Simulation {

  final TreeMap<String, ModelUser> users;
  final List<ModelOutcome.Changed> changes = new ArrayList<>();
  final List<ModelOutcome.Rejected> rejects = new ArrayList<>();
  long unchanged;
  long relative;

  Simulation(Map<String, ModelUser> users, List<ModelRow> rows, ModelRules meaning, Rules rules) {
    this.users = new TreeMap<>(users);
    ModelRules each = meaning.isMirror() ? meaning.inMode("upsert") : meaning;
    for (ModelRow row : rows) {
      Model model = new Model(this.users.values(), each, rules.asRule());
      ModelOutcome outcome = model.apply(List.of(row));
      changes.addAll(outcome.changes());
      rejects.addAll(outcome.rejects());
      unchanged += outcome.counts().getOrDefault("unchanged", 0L);
      relative +=
          outcome.changes().stream()
              .filter(c -> c.after() != null && meaning.meanings().meant(row).isRelative())
              .count();
      this.users.clear();
      model.users().forEach(user -> this.users.put(user.username(), user));
      outcome.changes().stream()
          .filter(change -> change.after() != null)
          .forEach(
              change ->
                  this.users.computeIfPresent(
                      change.after().username(), (name, user) -> rules.triggered(user)));
    }
  }
}
