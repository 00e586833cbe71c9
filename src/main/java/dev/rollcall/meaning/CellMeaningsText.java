package dev.rollcall.meaning;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.reject.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What cells mean, as lines of a {@link Meaning}: none where they mean what they say. A tab divides
 * what a line says of one thing from what it says of another; neither has one in it.
 */
final class CellMeaningsText {

  private static final String EMPTY = "empty ";
  private static final String REPLACE = "replace.";
  private static final String CASE = "case.";
  private static final String VALUES = "values.";
  private static final String REST = "rest.";
  private static final String DEFAULT = "default.";
  private static final char DIVIDER = '\t';

  private CellMeaningsText() {}

  static List<String> lines(CellMeanings meanings) {
    List<String> lines = new ArrayList<>();
    meanings.empty().stream().sorted().forEach(cell -> lines.add(EMPTY + Meaning.oneLine(cell)));
    meanings.of().forEach((field, meaning) -> add(Meaning.key(field) + " ", meaning, lines));
    meanings
        .defaults()
        .forEach(
            (field, cell) -> lines.add(DEFAULT + Meaning.key(field) + " " + Meaning.oneLine(cell)));
    return lines;
  }

  private static void add(String of, CellMeaning meaning, List<String> lines) {
    for (Replacement each : meaning.replacements()) {
      lines.add(REPLACE + of + pair(each.pattern(), each.text()));
    }
    if (meaning.letters() != null) {
      lines.add(CASE + of + meaning.letters().word());
    }
    ValueMap values = meaning.values();
    if (values != null) {
      values.meanings().forEach((cell, text) -> lines.add(VALUES + of + pair(cell, text)));
      String text = values.restText();
      lines.add(REST + of + pair(values.rest().word(), text == null ? "" : text));
    }
  }

  private static String pair(String one, String other) {
    return Meaning.oneLine(one) + DIVIDER + Meaning.oneLine(other);
  }

  /**
   * What lines have said.
   *
   * @param fields of which they may say something
   */
  static CellMeanings parse(List<String> lines, List<Field> fields) {
    Map<Field, CellMeaning> meanings = new TreeMap<>();
    Map<Field, String> defaults = new TreeMap<>();
    for (Field field : fields) {
      meanings.put(field, parse(Meaning.key(field) + " ", lines));
      behind(DEFAULT + Meaning.key(field) + " ", lines)
          .forEach(cell -> defaults.put(field, Meaning.severalLines(cell)));
    }
    List<String> empty = behind(EMPTY, lines).stream().map(Meaning::severalLines).toList();
    return new CellMeanings(empty, meanings, defaults);
  }

  private static CellMeaning parse(String of, List<String> lines) {
    List<Replacement> replacements =
        behind(REPLACE + of, lines).stream()
            .map(line -> new Replacement(part(line, 0), part(line, 1)))
            .toList();
    List<String> letters = behind(CASE + of, lines);
    return new CellMeaning(
        replacements,
        letters.isEmpty() ? null : LetterCase.valueOf(letters.get(0).toUpperCase(Locale.ROOT)),
        values(of, lines));
  }

  private static @Nullable ValueMap values(String of, List<String> lines) {
    List<String> rests = behind(REST + of, lines);
    if (rests.isEmpty()) {
      return null;
    }
    Map<String, String> values = new TreeMap<>();
    behind(VALUES + of, lines).forEach(line -> values.put(part(line, 0), part(line, 1)));
    String word = part(rests.get(0), 0);
    ValueMap.Rest rest = ValueMap.Rest.valueOf(word.toUpperCase(Locale.ROOT));
    return new ValueMap(values, rest, rest == ValueMap.Rest.TEXT ? part(rests.get(0), 1) : null);
  }

  private static List<String> behind(String start, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private static String part(String pair, int part) {
    return Meaning.severalLines(pair.split(String.valueOf(DIVIDER), 2)[part]);
  }
}
