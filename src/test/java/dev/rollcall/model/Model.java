package dev.rollcall.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users of a database, and what the rows of a file do to them: one row after the other. */
public final class Model {

  private final Map<String, ModelUser> users = new TreeMap<>();
  private final ModelRules rules;
  private final DatabaseRule databaseRule;
  private final Map<String, Retired> retired;

  /** Since when those are missing whom the last mirror that retires did not find, by name. */
  private final Map<String, Instant> missingSince = new HashMap<>();

  /** A user who is missing from what mirrors import: as he was, and as he was retired. */
  public record Retired(ModelUser before, ModelUser after) {

    /** The user with what was taken from him, as far as he still is as he was retired. */
    ModelUser back(ModelUser user) {
      Map<String, @Nullable Object> extras = new TreeMap<>(user.extras());
      extras.replaceAll(
          (name, value) ->
              Objects.equals(value, after.extras().get(name)) ? before.extras().get(name) : value);
      boolean level = user.effectiveLevel() == after.effectiveLevel();
      return new ModelUser(
          user.username(), user.email(), level ? before.level() : user.level(), extras);
    }
  }

  public Model(Collection<ModelUser> users, ModelRules rules, DatabaseRule databaseRule) {
    this(users, rules, databaseRule, Map.of());
  }

  /**
   * @param retired those whom mirrors have retired, by name
   */
  public Model(
      Collection<ModelUser> users,
      ModelRules rules,
      DatabaseRule databaseRule,
      Map<String, Retired> retired) {
    users.forEach(user -> this.users.put(user.username(), user));
    this.rules = rules;
    this.databaseRule = databaseRule;
    this.retired = new HashMap<>(retired);
  }

  /** The users as the rows so far left them. */
  public Collection<ModelUser> users() {
    return users.values();
  }

  /** Those who are retired now, by name. */
  public Map<String, Retired> retired() {
    return Map.copyOf(retired);
  }

  /** The same users, as the files of another job find them. */
  public Model under(ModelRules others) {
    Model model = new Model(users.values(), others, databaseRule, retired);
    model.missingSince.putAll(missingSince);
    return model;
  }

  /** Applies the rows of a file, all files at one moment. */
  public ModelOutcome apply(List<ModelRow> rows) {
    return apply(rows, Instant.EPOCH);
  }

  /**
   * Applies the rows of a file.
   *
   * @param now to the second
   */
  public ModelOutcome apply(List<ModelRow> rows, Instant now) {
    ModelOutcome outcome = new ModelOutcome();
    for (ModelRow delivered : rows) {
      ModelRow row = rules.meanings().meant(delivered);
      String fault = RowFaults.of(row, rules.extras().named());
      if (fault == null) {
        fault = apply(row, outcome);
      }
      if (fault != null) {
        outcome.rejected(new ModelOutcome.Rejected(delivered, fault));
      }
    }
    if (rules.isMirror()) {
      removeUnnamed(rows, outcome, now);
    }
    return outcome;
  }

  /** A row that is rejected names its user all the same. */
  private void removeUnnamed(List<ModelRow> rows, ModelOutcome outcome, Instant now) {
    Set<String> named = new HashSet<>();
    rows.forEach(row -> named.add(CellText.strip(rules.meanings().meant(row).username())));
    List<ModelUser> missing =
        users.values().stream().filter(user -> !named.contains(user.username())).toList();
    outcome.missing(missing.size());
    if (rules.missing() == null) {
      outcome.removed(missing);
      users.keySet().retainAll(named);
      return;
    }
    missingSince.keySet().removeAll(named);
    List<ModelUser> gone = new ArrayList<>();
    for (ModelUser user : missing) {
      ModelUser after = rules.missing().retired(user);
      if (!sameForPeople(user, after)) {
        users.put(user.username(), after);
        retired.put(user.username(), new Retired(user, after));
        missingSince.put(user.username(), now);
        outcome.retired(new ModelOutcome.Changed(0, user, after, "missing from the input"));
      } else if (rules.missing().isDue(since(user, now), now)) {
        gone.add(user);
      }
    }
    gone.forEach(user -> forget(user.username()));
    gone.forEach(user -> users.remove(user.username()));
    outcome.removed(gone);
  }

  private Instant since(ModelUser user, Instant now) {
    return missingSince.computeIfAbsent(user.username(), name -> now);
  }

  private void forget(String username) {
    retired.remove(username);
    missingSince.remove(username);
  }

  /** Says why the row can't be applied, null if it was. */
  private @Nullable String apply(ModelRow row, ModelOutcome outcome) {
    String username = CellText.strip(row.username());
    String action =
        CellText.orNothing(row.action()).isEmpty() ? "upsert" : CellText.strip(row.action());
    ModelUser before = users.get(username);
    Retired gone = rules.returns() ? retired.get(username) : null;
    ModelUser base = before == null ? newUser(username) : gone == null ? before : gone.back(before);
    String fault = existenceFault(before != null, action);
    if (fault == null && !action.equals("delete")) {
      fault = levelFault(before == null, base, CellText.orNothing(row.level()));
    }
    if (fault != null) {
      return fault;
    }
    ModelUser after = action.equals("delete") ? null : after(before == null, base, row);
    if (before == null || after == null || !sameForPeople(before, after)) {
      List<ModelUser> others = new ArrayList<>(users.values());
      others.removeIf(user -> user.username().equals(username));
      if (databaseRule.refuses(others, before, after)) {
        return "REFUSED_BY_DATABASE";
      }
      String given = row.reason();
      String reason = given == null || given.isEmpty() || given.equals("\\N") ? null : given;
      outcome.changed(new ModelOutcome.Changed(row.line(), before, after, reason));
      users.remove(username);
      if (after != null) {
        users.put(username, after);
      }
    } else {
      outcome.unchanged();
    }
    if (rules.returns() || after == null) {
      forget(username);
    }
    return null;
  }

  /** Whether the row's cell for the username, as it is meant, is anything but blank or null. */
  public static boolean namesAUser(ModelRow row) {
    return !CellText.orNothing(row.username()).isEmpty();
  }

  private @Nullable String existenceFault(boolean exists, String action) {
    if (exists) {
      return action.equals("create") || rules.mode().equals("insert") ? "USER_EXISTS" : null;
    }
    boolean needed =
        action.equals("update") || action.equals("delete") || rules.mode().equals("update");
    return needed ? "USER_NOT_FOUND" : null;
  }

  private @Nullable String levelFault(boolean isNew, ModelUser base, String cell) {
    if (!isNew && cell.isEmpty()) {
      return null;
    }
    BigInteger from = BigInteger.valueOf(base.effectiveLevel());
    BigInteger to = level(from, cell);
    if (to.compareTo(BigInteger.valueOf(rules.min())) < 0) {
      return "LEVEL_TOO_LOW";
    }
    if (to.compareTo(BigInteger.valueOf(rules.max())) > 0) {
      return "LEVEL_TOO_HIGH";
    }
    if (isNew) {
      return null;
    }
    BigInteger step = to.subtract(from).abs();
    if (rules.maxStep() != null && step.compareTo(BigInteger.valueOf(rules.maxStep())) > 0) {
      return "LEVEL_STEP_TOO_LARGE";
    }
    return rules.lowerRejected() && to.compareTo(from) < 0 ? "LEVEL_LOWERED" : null;
  }

  /** What a user has who is created, and of whom the row says nothing. */
  private ModelUser newUser(String username) {
    Map<String, @Nullable Object> extras = new TreeMap<>();
    for (ModelColumn column : rules.extras().all()) {
      extras.put(column.name(), column.held(column.usual()));
    }
    for (ModelColumn column : rules.extras().named()) {
      String cell = rules.meanings().of(column.name()).otherwise();
      if (cell != null) {
        extras.put(column.name(), value(column, cell));
      }
    }
    String level = rules.meanings().of("level").otherwise();
    return new ModelUser(
        username,
        rules.meanings().of("email").otherwise(),
        level == null ? 1 : Long.parseLong(level),
        extras);
  }

  private ModelUser after(boolean isNew, ModelUser base, ModelRow row) {
    String email = CellText.strip(row.email());
    String emailAfter = email.equals("\\N") ? null : email.isEmpty() ? base.email() : email;
    Map<String, @Nullable Object> extras = new TreeMap<>(base.extras());
    for (ModelColumn column : rules.extras().named()) {
      String cell = CellText.strip(row.extras().get(column.name()));
      if (!cell.isEmpty()) {
        extras.put(column.name(), value(column, cell));
      }
    }
    String level = CellText.orNothing(row.level());
    Long levelAfter = base.level();
    if (isNew || !level.isEmpty()) {
      levelAfter = level(BigInteger.valueOf(base.effectiveLevel()), level).longValueExact();
      if (base.level() == null && levelAfter == 1) {
        levelAfter = null;
      }
    }
    return new ModelUser(base.username(), emailAfter, levelAfter, extras);
  }

  private static @Nullable Object value(ModelColumn column, String cell) {
    Object value = cell.equals("\\N") ? null : column.text() ? cell : (Object) Long.valueOf(cell);
    return column.secret() ? ModelSecret.said(value) : value;
  }

  private static boolean sameForPeople(ModelUser before, ModelUser after) {
    return before.effectiveLevel() == after.effectiveLevel()
        && Objects.equals(before.email(), after.email())
        && before.extras().equals(after.extras());
  }

  private static BigInteger level(BigInteger from, String cell) {
    if (cell.isEmpty()) {
      return from;
    }
    boolean relative = cell.startsWith("+") || cell.startsWith("-");
    BigInteger number = new BigInteger(cell);
    return relative ? from.add(number) : number;
  }
}
