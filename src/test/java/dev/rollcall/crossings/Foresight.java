package dev.rollcall.crossings;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a run must end, once it has come so far. */
final class Foresight {

  /** Faults of rows that leave open whom they name. */
  private static final Set<String> NAME_NOBODY = Set.of("USERNAME_MISSING");

  final Simulation rest;
  final long rejects;
  final List<ModelUser> removed;

  /** Whether it may or must be refused. */
  final boolean mayBeRefused;

  final boolean mustBeRefused;

  /**
   * @param rejected codes of the rows that are done, if they were rejected
   * @param all all rows of the run
   * @param rest those that are still to do
   */
  Foresight(
      World world,
      Delivery delivery,
      Map<String, ModelUser> users,
      Collection<String> rejected,
      List<ModelRow> all,
      List<ModelRow> rest,
      Terms terms) {
    this.rest = new Simulation(users, rest, delivery.meaning().rules(), world.rules);
    this.rejects = rejected.size() + this.rest.rejects.size();
    this.removed = removed(delivery, all, this.rest.users);
    List<String> codes = new ArrayList<>(rejected);
    this.rest.rejects.forEach(reject -> codes.add(reject.code()));
    boolean mirror = delivery.meaning().isMirror();
    boolean refusedByDatabase = mirror && codes.contains("REFUSED_BY_DATABASE");
    boolean unclear =
        mirror && !removed.isEmpty() && codes.stream().anyMatch(NAME_NOBODY::contains);
    this.mustBeRefused =
        terms.refuses(rejects, all.size()) || unclear || refusedByDatabase && !removed.isEmpty();
    this.mayBeRefused = mustBeRefused || refusedByDatabase;
  }

  private static List<ModelUser> removed(
      Delivery delivery, List<ModelRow> all, Map<String, ModelUser> users) {
    if (!delivery.meaning().isMirror()) {
      return List.of();
    }
    Set<String> named = all.stream().map(ModelRow::username).collect(Collectors.toSet());
    return users.values().stream().filter(user -> !named.contains(user.username())).toList();
  }

  List<Integer> exitCodes() {
    int done = rejects == 0 ? 0 : 3;
    return mustBeRefused ? List.of(4) : mayBeRefused ? List.of(done, 4) : List.of(done);
  }

  /** The changes of what is left, those of removed users first, as they are in no line. */
  Stream<Ledger.Change> changes() {
    return Stream.concat(
        removed.stream()
            .map(
                user ->
                    new Ledger.Change(
                        0,
                        "deleted",
                        user.username(),
                        user.email(),
                        null,
                        user.effectiveLevel(),
                        null)),
        changes(rest));
  }

  static Stream<Ledger.Change> changes(Simulation simulation) {
    return simulation.changes.stream()
        .map(
            change -> {
              ModelUser before = change.before();
              ModelUser after = change.after();
              return new Ledger.Change(
                  change.line(),
                  change.kind(),
                  (before == null ? java.util.Objects.requireNonNull(after) : before).username(),
                  before == null ? null : before.email(),
                  after == null ? null : after.email(),
                  before == null ? null : before.effectiveLevel(),
                  after == null ? null : after.effectiveLevel());
            });
  }
}
