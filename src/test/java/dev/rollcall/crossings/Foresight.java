package dev.rollcall.crossings;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelMissing;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a run must end, once it has come so far. */
final class Foresight {

  /** Faults of rows that leave open whom they name. */
  private static final Set<String> NAME_NOBODY = Set.of("USERNAME_MISSING");

  final Simulation rest;
  final long rejects;
  final List<ModelUser> removed = new ArrayList<>();

  /** Those whom a mirror retires, as they were and are then. */
  final List<Model.Retired> retired = new ArrayList<>();

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
      Simulation done,
      Collection<String> rejected,
      List<ModelRow> all,
      List<ModelRow> rest,
      Terms terms) {
    this.rest =
        new Simulation(done.users, done.retired, rest, delivery.meaning().rules(), world.rules);
    this.rejects = rejected.size() + this.rest.rejects.size();
    List<ModelUser> unnamed = unnamed(delivery, all, this.rest.users);
    unnamed.forEach(user -> goes(user, delivery.meaning().missing()));
    List<String> codes = new ArrayList<>(rejected);
    this.rest.rejects.forEach(reject -> codes.add(reject.code()));
    boolean mirror = delivery.meaning().isMirror();
    boolean refusedByDatabase = mirror && codes.contains("REFUSED_BY_DATABASE");
    boolean unclear =
        mirror && !unnamed.isEmpty() && codes.stream().anyMatch(NAME_NOBODY::contains);
    this.mustBeRefused =
        terms.refuses(rejects, all.size()) || unclear || refusedByDatabase && !unnamed.isEmpty();
    this.mayBeRefused = mustBeRefused || refusedByDatabase;
  }

  private void goes(ModelUser user, @Nullable ModelMissing missing) {
    ModelUser after = missing == null ? null : missing.retired(user);
    if (after == null) {
      removed.add(user);
    } else if (after.effectiveLevel() != user.effectiveLevel()
        || !after.extras().equals(user.extras())) {
      retired.add(new Model.Retired(user, after));
    }
  }

  /** Has a mirror come to its end. */
  void complete(Simulation done) {
    for (ModelUser user : removed) {
      done.users.remove(user.username());
      done.retired.remove(user.username());
    }
    for (Model.Retired each : retired) {
      done.users.put(each.after().username(), each.after());
      done.retired.put(each.after().username(), each);
    }
  }

  private static List<ModelUser> unnamed(
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

  /** What becomes of those whom no row names. */
  List<ModelOutcome.Changed> ofMissing() {
    return Stream.concat(
            removed.stream().map(user -> new ModelOutcome.Changed(0, user, null, null)),
            retired.stream()
                .map(each -> new ModelOutcome.Changed(0, each.before(), each.after(), null)))
        .toList();
  }

  static Stream<Ledger.Change> changes(Stream<ModelOutcome.Changed> changes) {
    return changes.map(
        change -> {
          ModelUser before = change.before();
          ModelUser after = change.after();
          return new Ledger.Change(
              change.line(),
              change.kind(),
              (before == null ? Objects.requireNonNull(after) : before).username(),
              before == null ? null : before.email(),
              after == null ? null : after.email(),
              before == null ? null : before.effectiveLevel(),
              after == null ? null : after.effectiveLevel());
        });
  }
}
