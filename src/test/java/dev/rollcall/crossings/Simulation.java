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
  final Map<String, Model.Retired> retired;
  final List<ModelOutcome.Changed> changes = new ArrayList<>();
  final List<ModelOutcome.Rejected> rejects = new ArrayList<>();
  long unchanged;
  long relative;

  /**
   * @param retired those whom mirrors have retired, by name
   */
  Simulation(
      Map<String, ModelUser> users,
      Map<String, Model.Retired> retired,
      List<ModelRow> rows,
      ModelRules meaning,
      Rules rules) {
    this.users = new TreeMap<>(users);
    this.retired = new TreeMap<>(retired);
    for (ModelRow row : rows) {
      Model model =
          new Model(this.users.values(), meaning.ofRejects(), rules.asRule(), this.retired);
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
      this.retired.clear();
      this.retired.putAll(model.retired());
      outcome.changes().stream()
          .filter(change -> change.after() != null)
          .forEach(
              change ->
                  this.users.computeIfPresent(
                      change.after().username(), (name, user) -> rules.triggered(user)));
    }
  }
}
