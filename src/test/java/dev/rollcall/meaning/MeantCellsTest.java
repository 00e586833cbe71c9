package dev.rollcall.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.CellPattern;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.RejectCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What cells mean, beside a model that does one thing after the other with the JDK's own means. */
class MeantCellsTest {

  private static final List<String> PIECES =
      List.of(
          "a", "A", "Gold", "-", "NULL", "@x", "1", "+", " ", "\u00a0", "\\N", "\u0130", "\u00df",
          "n/a", ".", "\n");

  /** Patterns that both kinds of expressions read alike. */
  private static final List<Replacement> REPLACEMENTS =
      List.of(
          new Replacement("@.*$", ""),
          new Replacement("a", "AA"),
          new Replacement("(?i)gold", "silver"),
          new Replacement("([a-z])([0-9])", "$2$1"),
          new Replacement("^[-+]", ""),
          new Replacement("\\.", "\\$"),
          new Replacement("x*", "-"),
          new Replacement("N", " "),
          new Replacement("Go", "@"),
          new Replacement("1.*$", "+\n"));

  private static final List<String> KEYS =
      List.of("a", "aa", "gold", "silver", "-", "null", "1", "n/a", "ss", "\u00df");

  @Test
  void cellsMeanWhatThePlainestReadingHasIt() {
    Seeds.each(3_000, MeantCellsTest::check);
  }

  private static void check(Random random) {
    List<String> empty = some(random, List.of("-", "NULL", "a", "n/a"), 2);
    Map<Field, CellMeaning> meanings = new TreeMap<>();
    for (Field field : Field.OWN) {
      if (random.nextBoolean()) {
        meanings.put(field, meaning(random));
      }
    }
    CellMeanings all = new CellMeanings(empty, meanings, Map.of());
    MeantCells meant = new MeantCells(all, Field.OWN);
    Cells cells = new Cells(cell(random), cell(random), cell(random), cell(random), cell(random));
    boolean plain = Field.OWN.stream().allMatch(field -> isPlain(cells.of(field)));
    MeantCells.Meant found = meant.of(cells, plain);
    assertThat(found.plain())
        .as("%s by %s", cells, all)
        .isEqualTo(plain && Field.OWN.stream().allMatch(field -> isPlain(found.cells().of(field))));
    Field fault = null;
    for (Field field : Field.OWN) {
      String cell = cells.of(field);
      String expected = cell;
      if (cell != null
          && !all.changeNothing()
          && (!empty.isEmpty() || meanings.containsKey(field))) {
        CellMeaning meaning = all.of().get(field);
        expected = empty.isEmpty() && meaning == null ? cell : prepared(cell, empty, meaning);
        if (meaning != null && meaning.values() != null && !nothing(expected)) {
          String value = value(expected, meaning.values());
          fault = value == null && fault == null ? field : fault;
          expected = value == null ? expected : value;
        }
      }
      assertThat(found.cells().of(field))
          .as("%s of %s by %s", field, cells, all)
          .isEqualTo(expected);
    }
    assertThat(found.of()).as("%s by %s", cells, all).isEqualTo(fault);
    assertThat(found.fault()).isEqualTo(fault == null ? null : RejectCode.VALUE_UNKNOWN);
  }

  private static boolean isPlain(String cell) {
    return cell == null || cell.matches("([!-~]([ -~]*[!-~])?)?");
  }

  private static String prepared(String cell, List<String> empty, CellMeaning meaning) {
    String text = strip(cell);
    if (empty.contains(text)) {
      return "";
    }
    if (meaning == null) {
      return cell;
    }
    if (nothing(text)) {
      return text;
    }
    for (Replacement each : meaning.replacements()) {
      // No line end but one, and the end is the end.
      Pattern pattern = Pattern.compile(each.pattern().replace("$", "\\z"), Pattern.UNIX_LINES);
      text = pattern.matcher(text).replaceAll(each.text());
    }
    if (meaning.letters() == LetterCase.LOWER) {
      text = text.toLowerCase(Locale.ROOT);
    } else if (meaning.letters() == LetterCase.UPPER) {
      text = text.toUpperCase(Locale.ROOT);
    }
    return strip(text);
  }

  private static String value(String cell, ValueMap values) {
    for (Map.Entry<String, String> entry : values.meanings().entrySet()) {
      if (entry.getKey().equals(strip(cell).toLowerCase(Locale.ROOT))) {
        return entry.getValue();
      }
    }
    return switch (values.rest()) {
      case KEEP -> cell;
      case REJECT -> null;
      case TEXT -> values.restText();
    };
  }

  private static boolean nothing(String text) {
    return text.isEmpty() || text.equals("\\N");
  }

  private static String strip(String text) {
    return text.replaceAll("^[ \u00a0\n]+|[ \u00a0\n]+\\z", "");
  }

  private static CellMeaning meaning(Random random) {
    ValueMap values = null;
    if (random.nextBoolean()) {
      Map<String, String> meanings = new LinkedHashMap<>();
      some(random, KEYS, 4).forEach(key -> meanings.put(key, cell(random) + random.nextInt(9)));
      ValueMap.Rest rest = ValueMap.Rest.values()[random.nextInt(3)];
      values = new ValueMap(meanings, rest, rest == ValueMap.Rest.TEXT ? "other" : null);
    }
    LetterCase letters = random.nextBoolean() ? null : LetterCase.values()[random.nextInt(2)];
    return new CellMeaning(some(random, REPLACEMENTS, 3), letters, values);
  }

  private static <T> List<T> some(Random random, List<T> from, int most) {
    List<T> some = new ArrayList<>();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      T next = from.get(random.nextInt(from.size()));
      if (!some.contains(next)) {
        some.add(next);
      }
    }
    return some;
  }

  private static String cell(Random random) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    StringBuilder cell = new StringBuilder();
    for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
      cell.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return cell.toString();
  }

  /** With the JDK's expressions this would not end within a life. */
  @Test
  void noPatternTakesEndlessTime() {
    String cell = "a".repeat(50_000) + "b";
    CellMeaning meaning =
        new CellMeaning(List.of(new Replacement("(a+)+$", "")), LetterCase.LOWER, null);
    MeantCells cells =
        new MeantCells(
            new CellMeanings(List.of(), Map.of(Field.REASON, meaning), Map.of()), Field.OWN);
    Cells row = new Cells("ann", null, null, null, cell);
    assertThat(cells.of(row, false).cells()).isEqualTo(row);
  }

  /** Also what a pattern makes of a cell has a limit. */
  @Test
  void whatGrowsBeyondACellIsRejected() {
    CellMeaning meaning =
        new CellMeaning(List.of(new Replacement("a", "b".repeat(200))), null, null);
    MeantCells cells =
        new MeantCells(
            new CellMeanings(List.of(), Map.of(Field.REASON, meaning), Map.of()), Field.OWN);
    Cells row = new Cells("ann", null, null, null, "a".repeat(1_000));
    assertThat(cells.of(row, false).fault()).isEqualTo(RejectCode.CELL_TOO_LONG);
  }

  @Test
  void aPatternThatCantBeAppliedIsToldBefore() {
    assertThat(CellPattern.fault(new Replacement("(", ""))).contains("regular expression");
    assertThat(CellPattern.fault(new Replacement("(?=a)", ""))).contains("regular expression");
    assertThat(CellPattern.fault(new Replacement("(a)", "$2"))).contains("no group 2");
    assertThat(CellPattern.fault(new Replacement("a", "1$"))).contains("without a number");
    assertThat(CellPattern.fault(new Replacement("a", "\\d"))).contains("without a number");
    assertThat(CellPattern.fault(new Replacement("((a{100}){100}){100}", ""))).contains("repeats");
    assertThat(CellPattern.fault(new Replacement("(a{2,30})b{1,3}", "$1\\$"))).isNull();
  }
}
