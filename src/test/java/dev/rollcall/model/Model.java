package dev.rollcall.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users of a database, and what the rows of a file do to them: one row after the other. */
public final class Model {

  private static final BigInteger ONE = BigInteger.ONE;

  private final Map<String, ModelUser> users = new TreeMap<>();
  private final ModelRules rules;
  private final DatabaseRule databaseRule;

  public Model(Collection<ModelUser> users, ModelRules rules, DatabaseRule databaseRule) {
    users.forEach(user -> this.users.put(user.username(), user));
    this.rules = rules;
    this.databaseRule = databaseRule;
  }

  /** The users as the rows so far left them. */
  public Collection<ModelUser> users() {
    return users.values();
  }

  /** Applies the rows of a file. */
  public ModelOutcome apply(List<ModelRow> rows) {
    ModelOutcome outcome = new ModelOutcome();
    for (ModelRow row : rows) {
      String fault = faultOfItsOwn(row);
      if (fault != null) {
        outcome.rejected(new ModelOutcome.Rejected(row, fault));
      } else {
        apply(row, outcome);
      }
    }
    if (rules.isMirror()) {
      removeUnnamed(rows, outcome);
    }
    return outcome;
  }

  /** A row that is rejected names its user all the same. */
  private void removeUnnamed(List<ModelRow> rows, ModelOutcome outcome) {
    Set<String> named = new HashSet<>();
    rows.forEach(row -> named.add(strip(row.username())));
    outcome.removed(
        users.values().stream().filter(user -> !named.contains(user.username())).toList());
    users.keySet().retainAll(named);
  }

  private void apply(ModelRow row, ModelOutcome outcome) {
    String username = strip(row.username());
    String action = orNothing(row.action()).isEmpty() ? "upsert" : strip(row.action());
    ModelUser before = users.get(username);
    String fault = existenceFault(before != null, action);
    if (fault == null && !action.equals("delete")) {
      fault = levelFault(before, orNothing(row.level()));
    }
    if (fault != null) {
      outcome.rejected(new ModelOutcome.Rejected(row, fault));
      return;
    }
    ModelUser after = action.equals("delete") ? null : after(before, username, row);
    if (before != null && after != null && sameForPeople(before, after)) {
      outcome.unchanged();
      return;
    }
    List<ModelUser> others = new ArrayList<>(users.values());
    others.removeIf(user -> user.username().equals(username));
    if (databaseRule.refuses(others, before, after)) {
      outcome.rejected(new ModelOutcome.Rejected(row, "REFUSED_BY_DATABASE"));
      return;
    }
    String given = row.reason();
    String reason = given == null || given.isEmpty() || given.equals("\\N") ? null : given;
    outcome.changed(new ModelOutcome.Changed(row.line(), before, after, reason));
    if (after == null) {
      users.remove(username);
    } else {
      users.put(username, after);
    }
  }

  /** Whether the row's cell for the username is anything but blank or null. */
  public static boolean namesAUser(ModelRow row) {
    return !orNothing(row.username()).isEmpty();
  }

  /** What is wrong with the row whatever users there are; of several faults, the first. */
  private static @Nullable String faultOfItsOwn(ModelRow row) {
    if (row.formFault() != null) {
      return row.formFault();
    }
    String username = strip(row.username());
    if (username.isEmpty() || username.equals("\\N")) {
      return "USERNAME_MISSING";
    }
    if (length(username) > 50) {
      return "USERNAME_TOO_LONG";
    }
    if (username.codePoints().anyMatch(Model::isControl)) {
      return "USERNAME_HAS_CONTROL";
    }
    String email = strip(row.email());
    if (!email.isEmpty() && !email.equals("\\N")) {
      if (length(email) > 100) {
        return "EMAIL_TOO_LONG";
      }
      if (email.codePoints().anyMatch(Model::isControl)) {
        return "EMAIL_HAS_CONTROL";
      }
      if (!email.matches("(?s)[^@]+@[^@]+") || email.codePoints().anyMatch(Model::isSpace)) {
        return "EMAIL_INVALID";
      }
    }
    String level = orNothing(row.level());
    if (!level.isEmpty() && !level.matches("[+-]?[0-9]+")) {
      return "LEVEL_NOT_A_NUMBER";
    }
    String action = orNothing(row.action());
    return action.isEmpty() || List.of("upsert", "create", "update", "delete").contains(action)
        ? null
        : "ACTION_UNKNOWN";
  }

  private @Nullable String existenceFault(boolean exists, String action) {
    if (exists) {
      return action.equals("create") || rules.mode().equals("insert") ? "USER_EXISTS" : null;
    }
    boolean needed =
        action.equals("update") || action.equals("delete") || rules.mode().equals("update");
    return needed ? "USER_NOT_FOUND" : null;
  }

  private @Nullable String levelFault(@Nullable ModelUser before, String cell) {
    if (before != null && cell.isEmpty()) {
      return null;
    }
    BigInteger from = before == null ? ONE : BigInteger.valueOf(before.effectiveLevel());
    BigInteger to = level(from, cell);
    if (to.compareTo(BigInteger.valueOf(rules.min())) < 0) {
      return "LEVEL_TOO_LOW";
    }
    if (to.compareTo(BigInteger.valueOf(rules.max())) > 0) {
      return "LEVEL_TOO_HIGH";
    }
    if (before == null) {
      return null;
    }
    BigInteger step = to.subtract(from).abs();
    if (rules.maxStep() != null && step.compareTo(BigInteger.valueOf(rules.maxStep())) > 0) {
      return "LEVEL_STEP_TOO_LARGE";
    }
    return rules.lowerRejected() && to.compareTo(from) < 0 ? "LEVEL_LOWERED" : null;
  }

  private static ModelUser after(@Nullable ModelUser before, String username, ModelRow row) {
    String email = strip(row.email());
    String emailAfter = email.equals("\\N") ? null : email;
    if (email.isEmpty()) {
      emailAfter = before == null ? null : before.email();
    }
    String level = orNothing(row.level());
    if (before != null && level.isEmpty()) {
      return new ModelUser(username, emailAfter, before.level());
    }
    BigInteger from = before == null ? ONE : BigInteger.valueOf(before.effectiveLevel());
    Long levelAfter = level(from, level).longValueExact();
    if (before != null && before.level() == null && levelAfter == 1) {
      levelAfter = null;
    }
    return new ModelUser(username, emailAfter, levelAfter);
  }

  private static boolean sameForPeople(ModelUser before, ModelUser after) {
    return before.effectiveLevel() == after.effectiveLevel()
        && Objects.equals(before.email(), after.email());
  }

  private static BigInteger level(BigInteger from, String cell) {
    if (cell.isEmpty()) {
      return from;
    }
    boolean relative = cell.startsWith("+") || cell.startsWith("-");
    BigInteger number = new BigInteger(cell);
    return relative ? from.add(number) : number;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String strip(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    int[] points = cell.codePoints().toArray();
    int from = 0;
    int to = points.length;
    while (from < to && isBlank(points[from])) {
      from++;
    }
    while (to > from && isBlank(points[to - 1])) {
      to--;
    }
    return new String(points, from, to - from);
  }

  static boolean isBlank(String cell) {
    return strip(cell).isEmpty();
  }

  /** {@code \N} says nothing. */
  private static String orNothing(@Nullable String cell) {
    String text = strip(cell);
    return text.equals("\\N") ? "" : text;
  }

  private static boolean isBlank(int codePoint) {
    return isSpace(codePoint) || Character.getType(codePoint) == Character.FORMAT;
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
  }
}
