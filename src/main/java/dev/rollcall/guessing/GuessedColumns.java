package dev.rollcall.guessing;

import dev.rollcall.reject.Field;
import dev.rollcall.text.Blanks;
import dev.rollcall.text.Counted;
import dev.rollcall.user.LevelRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a job file says of columns and levels. */
final class GuessedColumns {

  /** How many words may mean levels. */
  private static final int MOST_WORDS = 50;

  private static final int LONGEST_WORD = 40;

  /** Between two of them, so that there is room for more. */
  private static final long STEP = 10;

  private final Guess guess;
  private final boolean header;
  private final JobLines lines;

  GuessedColumns(Guess guess, JobLines lines) {
    this.guess = guess;
    this.header = guess.format().header();
    this.lines = lines;
  }

  void write() {
    lines.add(1, "columns:");
    if (guess.roles().column(Field.USERNAME) == null) {
      lines.add(2, "# Nothing tells which column names the users: put it here.");
      lines.add(2, "username: " + (header ? Field.USERNAME.word() : "" + firstFree()));
    }
    guess.roles().columns().forEach(this::column);
    new GuessedExtras(guess, lines).write();
    levels();
  }

  private int firstFree() {
    return IntStream.iterate(1, at -> at + 1)
        .filter(at -> !guess.columns().containsValue(Integer.toString(at)))
        .findFirst()
        .orElseThrow();
  }

  private void column(Field field, ColumnFacts column) {
    String by = guess.roles().doubts().contains(field) ? "By what is in it" : "By its name";
    String filled =
        String.format(Locale.ROOT, "%,d of ", column.filled())
            + Counted.of(column.rows(), "row")
            + (column.filled() == 1 ? " has it" : " have it");
    lines.add(2, "# " + by + "; " + filled + what(field, column) + ".");
    meaning(field, column);
    for (ColumnFacts other : guess.roles().others().getOrDefault(field, List.of())) {
      lines.add(2, "# or: " + field.word() + ": " + reference(other));
    }
    if (field == Field.USERNAME && guess.whole().caseTwice() > 0) {
      lines.add(2, "# or: username: { from: " + reference(column) + ", case: lower }");
    }
  }

  private static String what(Field field, ColumnFacts column) {
    if (field == Field.LEVEL && column.isMostlyIntegers() && column.lowest() <= column.highest()) {
      return ", from " + column.lowest() + " to " + column.highest();
    }
    return field == Field.EMAIL ? ", " + column.addresses() + " of them addresses" : "";
  }

  private String reference(ColumnFacts column) {
    String name = column.reference(header);
    return header ? JobLines.scalar(name) : name;
  }

  /** The column's name, or a mapping that says what its cells mean. */
  private void meaning(Field field, ColumnFacts column) {
    String from = reference(column);
    boolean fractions = field == Field.LEVEL && column.isMostlyIntegers() && column.fractions() > 0;
    Map<String, String> values = Map.of();
    if (field == Field.LEVEL && !column.isMostlyIntegers()) {
      values = levels(column);
    } else if (field == Field.ACTION) {
      values = actions(column);
    }
    if (values.isEmpty() && !fractions) {
      lines.add(2, field.word() + ": " + from);
      return;
    }
    lines.add(2, field.word() + ":");
    lines.add(3, "from: " + from);
    if (fractions) {
      lines.add(3, "replace: { \"\\\\.0+$\": \"\" }");
    }
    if (!values.isEmpty()) {
      lines.add(3, "# Check these before you import.");
      lines.add(3, "values:");
      values.forEach((cell, value) -> lines.add(4, JobLines.scalar(cell) + ": " + value));
    }
  }

  /** Of cells that may mean something else than an import makes of them. */
  static void doubts(Roles roles, List<String> doubts) {
    ColumnFacts level = roles.column(Field.LEVEL);
    if (level != null && !level.isMostlyIntegers()) {
      List<String> words = words(level);
      if (words.size() > MOST_WORDS) {
        doubts.add("it has too many words for levels");
      } else if (!words.isEmpty() && Vocabulary.inOrder(words) == null) {
        doubts.add("nothing tells which of its words for levels is higher");
      }
    }
    if (level != null && level.lowest() <= level.highest() && hasMinus(level)) {
      doubts.add("some levels have a minus, and such a level is a step: -1 lowers it by one");
    }
    ColumnFacts addresses = roles.column(Field.EMAIL);
    if (addresses != null && addresses.filled() > 0 && !addresses.isMostlyAddresses()) {
      doubts.add("its column of addresses has other words, too: rows with them will be rejected");
    }
    ColumnFacts action = roles.column(Field.ACTION);
    if (action != null
        && actions(action).entrySet().stream()
            .anyMatch(each -> each.getKey().length() == 1 && each.getValue().equals("delete"))) {
      doubts.add("a letter is taken to delete users");
    }
  }

  /** A plus is only written where a step is meant. */
  private static boolean hasMinus(ColumnFacts column) {
    return column.values().keySet().stream()
        .anyMatch(cell -> cell.startsWith("-") && ColumnFacts.INTEGER.matcher(cell).matches());
  }

  private static List<String> words(ColumnFacts column) {
    return column.values().keySet().stream().filter(GuessedColumns::isWord).sorted().toList();
  }

  private Map<String, String> levels(ColumnFacts column) {
    List<String> words = words(column);
    Map<String, String> values = new LinkedHashMap<>();
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return values;
    }
    List<String> ordered = Vocabulary.inOrder(words);
    long step = Math.min(STEP, LevelRules.DEFAULT.max() / words.size());
    long level = step;
    for (String word : ordered == null ? words : ordered) {
      values.put(word, Long.toString(level));
      level += step;
    }
    column.values().keySet().stream()
        .filter(GuessedColumns::isNumber)
        .limit(MOST_WORDS)
        .forEach(number -> values.put(number, number));
    values.put("*", "reject");
    return values;
  }

  /** Nothing that a job file can't say, and nobody's address. */
  private static boolean isWord(String cell) {
    return cell.length() <= LONGEST_WORD
        && cell.codePoints().anyMatch(Character::isLetter)
        && cell.indexOf('@') < 0
        && !Blanks.anyControlIn(cell);
  }

  private static boolean isNumber(String word) {
    return word.matches("[0-9]{1,9}");
  }

  private static Map<String, String> actions(ColumnFacts column) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : column.values().keySet()) {
      String action = Vocabulary.ACTIONS.get(word);
      if (action != null) {
        values.put(word, action);
      }
    }
    return values;
  }

  private void levels() {
    FileFacts whole = guess.whole();
    if (whole.lowest() > whole.highest()) {
      return;
    }
    List<String> bounds = new ArrayList<>();
    if (whole.lowest() < LevelRules.DEFAULT.min()) {
      bounds.add("min: " + whole.lowest());
    }
    if (whole.highest() > LevelRules.DEFAULT.max()) {
      bounds.add("max: " + whole.highest());
    }
    if (!bounds.isEmpty()) {
      lines.add(0, "# Beyond the usual bounds, 0 to 100.");
      lines.add(0, "levels: { " + String.join(", ", bounds) + " }");
    }
  }
}
