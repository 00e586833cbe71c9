package dev.rollcall.crossings;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.crossings.Step.Way;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelMissing;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.DatabaseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes histories; the same one for the same seed and the same ingredients. */
final class HistoryMaker {

  static final List<String> NAMES = List.of("ann", "bob", "cyd", "dan", "eve");
  private static final List<String> RELATIVE = List.of("+1", "+1", "+2", "-1", "+5", "3", "13");
  private static final List<String> HIGH = List.of("+5", "+7", "12", "13", "-1", "-1", "+1");
  private static final List<String> ABSOLUTE = List.of("1", "2", "3", "7", "13", "20", "60", "x");
  private static final List<Integer> CHUNKS = List.of(1, 1, 2, 3, 5, 50);
  private static final int CONTENTS = 5;

  /** What a database has beside the four columns, if it has more. */
  static final List<ModelColumn> COLUMNS =
      List.of(
          new ModelColumn("nick", true, false, "text", null),
          new ModelColumn("score", false, false, "bigint default 1", 1L),
          new ModelColumn("hush", true, true, "text", null));

  private static final List<String> NICKS = List.of("", "", "N", "Ann Smith", "\\N", "gone");
  private static final List<String> SCORES = List.of("", "", "0", "1", "7", "\\N", "x");

  private final Random random;
  private final Set<Ingredient> ingredients = EnumSet.noneOf(Ingredient.class);
  private final boolean relative;
  private final List<Step> steps = new ArrayList<>();
  private final Rules rules = new Rules();
  private final List<Stop> kills;

  private HistoryMaker(long seed, Set<Ingredient> allowed, DatabaseKind kind) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    for (Ingredient each : Ingredient.values()) {
      // Drawn whether it is allowed or not, so that a seed stays what it is.
      boolean taken = random.nextInt(5) < 3;
      if (taken && allowed.contains(each)) {
        ingredients.add(each);
      }
    }
    if (kind == DatabaseKind.SERVER && allowed.contains(Ingredient.KILL)) {
      // What is known of a server's transactions is known of kills.
      ingredients.add(Ingredient.KILL);
    }
    this.relative = random.nextInt(4) > 0;
    this.kills = Stop.ofProcesses(kind);
  }

  /** The history of a seed, of these ingredients, for a database of a kind. */
  static History make(long seed, Set<Ingredient> allowed, DatabaseKind kind) {
    return new HistoryMaker(seed, allowed, kind).make(seed);
  }

  private History make(long seed) {
    boolean adopted = random.nextInt(3) > 0;
    List<ModelUser> users = users();
    List<ModelFile> contents = new ArrayList<>();
    for (int i = 0; i < CONTENTS; i++) {
      contents.add(content(i));
    }
    List<ModelColumn> columns = has(Ingredient.EXTRA) ? COLUMNS : List.of();
    List<Variant> variants = variants(Variant.usual(columns));
    for (int i = random.nextInt(3); i > 0; i--) {
      rule();
    }
    int count = steps.size() + 8 + random.nextInt(10);
    while (steps.size() < count) {
      step(variants);
    }
    steps.add(new Step.FinishAll());
    return new History(seed, ingredients, adopted, columns, users, contents, variants, steps);
  }

  private List<Variant> variants(Variant usual) {
    List<Variant> variants = new ArrayList<>(List.of(usual));
    if (has(Ingredient.OTHER_DEFINITION)) {
      variants.add(usual.as("main", "upsert", 30));
      variants.add(usual.as("main", "insert", 100));
    }
    if (has(Ingredient.WORDS)) {
      variants.add(named(usual.as(job("words"), "upsert", 100).withWords()));
    }
    if (has(Ingredient.EXTRA)) {
      variants.add(usual.as(job("people"), "upsert", 100).naming(COLUMNS));
    }
    if (has(Ingredient.MIRROR)) {
      variants.add(named(usual.as(job("whole"), "mirror", 100)));
    }
    if (has(Ingredient.RETIRE)) {
      variants.add(named(usual.as(job("whole"), "mirror", 100)).retiring(missing()));
    }
    return variants;
  }

  private String job(String other) {
    return random.nextBoolean() ? "main" : other;
  }

  private Variant named(Variant variant) {
    return has(Ingredient.EXTRA) && random.nextBoolean()
        ? variant.naming(COLUMNS.subList(random.nextInt(2), COLUMNS.size() - random.nextInt(2)))
        : variant;
  }

  private ModelMissing missing() {
    boolean sets = has(Ingredient.EXTRA) && random.nextBoolean();
    boolean levels = !sets || random.nextBoolean();
    return new ModelMissing(
        levels ? (Long) (long) random.nextInt(3) : null,
        !sets ? Map.of() : random.nextBoolean() ? Map.of("nick", "gone") : Map.of("score", 0L),
        null);
  }

  private boolean has(Ingredient ingredient) {
    return ingredients.contains(ingredient);
  }

  private List<ModelUser> users() {
    List<ModelUser> users = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        String email = random.nextBoolean() ? null : email();
        users.add(new ModelUser(name, email, (long) random.nextInt(10)));
      }
    }
    return users;
  }

  private String email() {
    return "mail" + random.nextInt(4) + "@example.org";
  }

  private ModelFile content(int number) {
    boolean extra = has(Ingredient.EXTRA);
    StringBuilder text = new StringBuilder("username,email,level,action,note" + number);
    text.append(extra ? ",nick,score,hush\n" : "\n");
    List<ModelRow> rows = new ArrayList<>();
    int count = 2 + random.nextInt(9);
    for (int line = 2; line < 2 + count; line++) {
      // A row of nothing but blanks is no row, so the nameless ones say at least what to do.
      boolean nameless = random.nextInt(25) == 0;
      String name = nameless ? "" : pick(NAMES);
      String email = random.nextInt(3) > 0 ? "" : random.nextInt(8) == 0 ? "nobody" : email();
      String level = level();
      String action =
          switch (random.nextInt(8)) {
            case 0, 1 -> "create";
            case 2 -> "update";
            case 3 -> "delete";
            default -> nameless ? "update" : "";
          };
      text.append(String.join(",", name, email, level, action, ""));
      Map<String, String> extras = extra ? extras() : Map.of();
      extras.values().forEach(cell -> text.append(',').append(cell));
      text.append('\n');
      rows.add(new ModelRow(line, null, name, email, level, action, null, extras));
    }
    return new ModelFile(text.toString(), rows);
  }

  private Map<String, String> extras() {
    Map<String, String> extras = new LinkedHashMap<>();
    extras.put("nick", pick(NICKS));
    extras.put("score", pick(SCORES));
    extras.put("hush", random.nextInt(3) == 0 ? ModelCase.HUSH + random.nextInt(9) : "");
    return extras;
  }

  private String level() {
    return switch (random.nextInt(8)) {
      case 0 -> "x";
      case 1 -> "";
      case 2, 3, 4 -> has(Ingredient.WORDS) ? pick(Variant.WORDS) : pick(ABSOLUTE);
      default -> pick(!relative ? ABSOLUTE : has(Ingredient.CAP) ? HIGH : RELATIVE);
    };
  }

  private void step(List<Variant> variants) {
    switch (random.nextInt(12)) {
      case 0, 1 -> imports(variants, has(Ingredient.LIMIT));
      case 2, 3 -> imports(variants, false);
      case 4, 5, 6, 7 -> feedBack();
      case 8 -> {
        if (has(Ingredient.UNDO)) {
          Stop stop = has(Ingredient.KILL) && random.nextInt(4) == 0 ? ofUndo() : Stop.NOTHING;
          steps.add(
              new Step.Undo(random.nextInt(3), random.nextInt(4) == 0, stop, random.nextDouble()));
        }
      }
      case 9 -> byHand();
      case 10 -> stranger();
      default -> rule();
    }
  }

  /** None that lets it go on in the end. */
  private Stop ofUndo() {
    Stop stop = pick(kills);
    return switch (stop) {
      case FROZEN_ASKING -> Stop.KILLED_ASKING;
      case FROZEN_UNHEARD -> Stop.KILLED_UNHEARD;
      default -> stop;
    };
  }

  /** A file, most often tried more than once until it is done. */
  private void imports(List<Variant> variants, boolean limited) {
    int content = random.nextInt(CONTENTS);
    int path = random.nextInt(3) > 0 ? content : random.nextInt(CONTENTS);
    int variant = random.nextInt(2) == 0 ? 0 : random.nextInt(variants.size());
    boolean again = has(Ingredient.AGAIN) && random.nextInt(8) == 0;
    int tries = has(Ingredient.KILL) ? 1 + random.nextInt(4) : limited ? 1 : random.nextInt(3);
    for (int i = tries; i > 0; i--) {
      steps.add(new Step.Deliver(content, path, variant, again, false, terms(limited)));
      between();
    }
    if (has(Ingredient.PLAN) && random.nextInt(3) == 0) {
      steps.add(new Step.Deliver(content, path, variant, again, true, terms(false).without()));
    }
    if (random.nextInt(4) > 0) {
      steps.add(new Step.Deliver(content, path, variant, again, false, terms(false).without()));
    }
  }

  private void between() {
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> rule();
      case 3 -> stranger();
      case 4 -> byHand();
      default -> {
        // At once.
      }
    }
  }

  private void feedBack() {
    boolean retry = has(Ingredient.RETRY);
    boolean plain = has(Ingredient.PLAIN_IMPORT);
    if (!retry && !plain) {
      return;
    }
    int run = random.nextInt(2);
    int fix = random.nextInt(2);
    boolean inPlace = has(Ingredient.IN_PLACE) && random.nextInt(3) == 0;
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Way way = retry && (!plain || random.nextBoolean()) ? Way.RETRY : Way.IMPORT;
      boolean limited = has(Ingredient.LIMIT) && random.nextInt(3) == 0;
      steps.add(new Step.FeedBack(run, fix, inPlace, way, terms(limited)));
      between();
    }
  }

  private Terms terms(boolean limited) {
    long limit = limited ? random.nextInt(3) : Terms.NO_LIMIT;
    boolean whole = has(Ingredient.WHOLE) && random.nextInt(4) == 0;
    Stop stop = Stop.NOTHING;
    if (has(Ingredient.KILL) && random.nextInt(4) > 0) {
      stop = pick(kills);
    } else if (has(Ingredient.FAILURE) && random.nextBoolean()) {
      stop = random.nextBoolean() ? Stop.FAILS : Stop.LOOKS_KILLED;
    }
    return new Terms(pick(CHUNKS), limit, whole, stop, random.nextDouble());
  }

  private void byHand() {
    if (has(Ingredient.BY_HAND)) {
      String command = pick(List.of("add", "set-level", "set-level", "delete"));
      String value = pick(List.of("4", "9", "+1", "13"));
      steps.add(new Step.ByHand(command, pick(NAMES), command.equals("delete") ? "" : value));
    }
  }

  private void stranger() {
    if (has(Ingredient.STRANGER)) {
      String what = pick(List.of("level", "level", "email", "insert", "delete"));
      String value = what.equals("email") ? email() : Integer.toString(random.nextInt(13));
      steps.add(new Step.Stranger(what, pick(NAMES), value));
    }
  }

  private void rule() {
    List<Rules.Rule> possible =
        Arrays.stream(Rules.Rule.values())
            .filter(rule -> has(rule == Rules.Rule.CAP ? Ingredient.CAP : Ingredient.RULE))
            .toList();
    if (!possible.isEmpty()) {
      Rules.Rule rule = pick(possible);
      steps.add(new Step.Change(rule, rules.change(rule)));
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
