package dev.rollcall.model;

import dev.rollcall.model.ModelMeaning.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what a job says beyond the names of its columns, and cells for which that matters. */
final class MeaningMaker {

  /** Of a cell that only the users may have. */
  static final String HUSH = "hush-";

  private static final List<String> EMPTY = List.of("NULL", "-", "n/a", "\u2205");

  private static final List<Replacement> OF_NAMES =
      List.of(
          new Replacement("(?s)@.*\\z", ""),
          new Replacement("^u", "U"),
          new Replacement("[0-9]+\\z", ""),
          new Replacement(" ", "."),
          new Replacement("([a-z])([A-Z])", "$2-$1\\$"));

  private static final List<Replacement> OF_ADDRESSES =
      List.of(new Replacement("^mailto:", ""), new Replacement("example[.]org", "example.net"));

  private static final List<Replacement> OF_TEXTS =
      List.of(new Replacement("_", " "), new Replacement("^(?i)mr ", ""));

  private static final List<ModelColumn> COLUMNS =
      List.of(
          new ModelColumn("nick", true, false, "text", null),
          new ModelColumn("Full Name", true, false, "text default 'O''Hara'", "O'Hara"),
          new ModelColumn("score", false, false, "bigint", null),
          new ModelColumn("active", false, false, "bigint default 1", 1L),
          new ModelColumn("pass \"word\"", true, true, "text", null));

  private static final List<String> NICKS =
      List.of("", "", "\\N", "a", " b ", "é\"q", "x\ny", "Mr T_x", "=1+1", "n".repeat(1_000));

  private static final List<String> SCORES =
      List.of("", "", "\\N", "5", " 0", "-7", "007", "999999999999999999", "-999999999999999999");

  private static final List<String> WRONG_SCORES =
      List.of("+5", "1.5", "x", "-", "--1", "\u0661", "1234567890123456789", "1 0");

  private final Random random;
  private final boolean relative;

  MeaningMaker(Random random, Flavour flavour) {
    this.random = random;
    this.relative = flavour.relative();
  }

  /** The rules, or the same with more to say. */
  ModelRules more(ModelRules rules) {
    ModelExtras extras = random.nextBoolean() ? ModelExtras.NONE : extras();
    ModelMeanings meanings = random.nextBoolean() ? ModelMeanings.NONE : meanings(rules, extras);
    return rules.with(meanings, extras, random.nextBoolean() ? null : missing(extras));
  }

  private ModelExtras extras() {
    List<ModelColumn> all = new ArrayList<>();
    List<ModelColumn> named = new ArrayList<>();
    for (ModelColumn column : COLUMNS) {
      int chance = random.nextInt(4);
      if (chance > 0) {
        all.add(column);
      }
      if (chance > 1) {
        named.add(random.nextInt(named.size() + 1), column);
      }
    }
    return new ModelExtras(all, named);
  }

  private @Nullable ModelMissing missing(ModelExtras extras) {
    Long level = random.nextInt(3) > 0 ? (Long) (long) random.nextInt(3) : null;
    Map<String, Object> set = new TreeMap<>();
    for (ModelColumn column : extras.all()) {
      if (!column.secret() && random.nextInt(3) == 0) {
        set.put(column.name(), column.text() ? "gone" : (Object) 0L);
      }
    }
    // Longer than any test takes, whatever it does to the clock.
    Integer days = random.nextInt(3) == 0 ? 10 + random.nextInt(30) : null;
    return level == null && set.isEmpty() ? null : new ModelMissing(level, set, days);
  }

  private ModelMeanings meanings(ModelRules rules, ModelExtras extras) {
    List<String> empty = random.nextBoolean() ? List.of() : some(EMPTY);
    Map<String, ModelMeaning> of = new TreeMap<>();
    say(of, "username", meaning(OF_NAMES, Map.of(), null));
    say(of, "email", meaning(OF_ADDRESSES, Map.of("none", "\\N", "?", ""), "new@example.com"));
    Map<String, String> levels = new TreeMap<>(Map.of("gold", "7", "Silver", "3", "Tin", "1"));
    if (relative) {
      levels.put("up", "+1");
    }
    long middle = (Math.max(0, rules.min()) + rules.max()) / 2;
    say(of, "level", meaning(List.of(), levels, Long.toString(middle)));
    say(of, "action", meaning(List.of(), Map.of("Weg", "delete", "neu", "create", "x", ""), null));
    say(of, "reason", meaning(OF_TEXTS, Map.of(), null));
    for (ModelColumn column : extras.named()) {
      if (!column.secret()) {
        say(
            of,
            column.name(),
            column.text()
                ? meaning(OF_TEXTS, Map.of("a", "Anna", "b", "\\N"), "somebody")
                : meaning(List.of(), Map.of("yes", "1", "no", "0", "?", ""), "12"));
      }
    }
    return new ModelMeanings(empty, of);
  }

  private void say(Map<String, ModelMeaning> of, String column, ModelMeaning meaning) {
    if (random.nextBoolean() && !meaning.equals(ModelMeaning.NONE)) {
      of.put(column, meaning);
    }
  }

  private ModelMeaning meaning(
      List<Replacement> replacements, Map<String, String> values, @Nullable String otherwise) {
    boolean replaces = random.nextBoolean();
    boolean looks = !values.isEmpty() && random.nextInt(3) > 0;
    String rest = List.of("keep", "keep", "reject", "0").get(random.nextInt(4));
    return new ModelMeaning(
        replaces ? some(replacements) : List.of(),
        // Levels and actions have no upper case.
        replacements.isEmpty() || random.nextBoolean() ? null : pick(List.of("lower", "upper")),
        looks ? values : Map.of(),
        // Every action would be unknown.
        looks && !(rest.equals("0") && values.containsKey("neu")) ? rest : "keep",
        random.nextBoolean() ? otherwise : null);
  }

  /** Some of a list, in its order. */
  private <T> List<T> some(List<T> all) {
    List<T> some = new ArrayList<>(all);
    some.removeIf(each -> random.nextInt(3) == 0);
    return some;
  }

  /** What a user has in the columns when a case begins. */
  Map<String, @Nullable Object> held(ModelExtras extras) {
    Map<String, @Nullable Object> held = new TreeMap<>();
    for (ModelColumn column : extras.all()) {
      boolean some = random.nextBoolean();
      Object value = column.text() ? "was " + random.nextInt(4) : (Object) (long) random.nextInt(4);
      held.put(
          column.name(),
          some ? column.held(column.secret() ? HUSH + value : value) : column.held(column.usual()));
    }
    return held;
  }

  /** A cell of an extra column. */
  String cell(ModelColumn column) {
    if (column.secret()) {
      return random.nextInt(3) == 0 ? HUSH + random.nextInt(9) : pick(List.of("", "", "\\N"));
    }
    if (column.text()) {
      return random.nextInt(60) == 0 ? "m".repeat(1_001) : pick(NICKS);
    }
    return pick(random.nextInt(15) == 0 ? WRONG_SCORES : SCORES);
  }

  /** A cell as the job's file may have it, instead of one that says the same to every job. */
  String dressed(String cell, ModelMeanings meanings, String column) {
    ModelMeaning meaning = meanings.of(column);
    if (!meanings.empty().isEmpty() && random.nextInt(12) == 0) {
      return blanks() + pick(meanings.empty()) + blanks();
    }
    if (!meaning.values().isEmpty() && random.nextInt(2) == 0) {
      String word = pick(List.copyOf(meaning.values().keySet()));
      return blanks() + (random.nextBoolean() ? word.toUpperCase(Locale.ROOT) : word);
    }
    if (meaning.replacements().isEmpty() || CellText.isBlank(cell) || random.nextInt(3) > 0) {
      return cell;
    }
    return switch (column) {
      case "username" -> cell + pick(List.of("@example.com", "@a\nb", "12", " 7"));
      case "email" -> "mailto:" + cell;
      default -> "mr " + cell + "_";
    };
  }

  private String blanks() {
    return pick(List.of("", "", " ", "\u00a0"));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
