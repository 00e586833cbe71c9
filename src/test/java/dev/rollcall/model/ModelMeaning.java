package dev.rollcall.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of the cells of one column.
 *
 * @param replacements a pattern, which means the same in Java and in RE2, and what comes in its
 *     place, one after the other
 * @param letters lower or upper; null for those that are there
 * @param values what whole cells mean
 * @param rest what all other cells mean: {@code reject}, {@code keep} or a text
 * @param otherwise what a new user gets of whom the row says nothing; null for nothing
 */
public record ModelMeaning(
    List<Replacement> replacements,
    @Nullable String letters,
    Map<String, String> values,
    String rest,
    @Nullable String otherwise) {

  /** A part of a cell that becomes something else. */
  public record Replacement(String pattern, String text) {}

  public static final ModelMeaning NONE = new ModelMeaning(List.of(), null, Map.of(), "keep", null);

  public ModelMeaning {
    values = new TreeMap<>(values);
  }

  /** Whether it changes any cell. */
  boolean changesCells() {
    return !replacements.isEmpty() || letters != null || !values.isEmpty();
  }

  /** A cell before its value is looked up. */
  String prepared(String cell) {
    String text = CellText.strip(cell);
    if (isNothing(text)) {
      return text;
    }
    for (Replacement each : replacements) {
      text = Pattern.compile(each.pattern).matcher(text).replaceAll(each.text);
    }
    if (letters != null) {
      text =
          letters.equals("lower") ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
    }
    return CellText.strip(text);
  }

  /** What a prepared cell means; null if the job rejects it. */
  @Nullable String lookedUp(String prepared) {
    if (values.isEmpty() || isNothing(prepared)) {
      return prepared;
    }
    for (Map.Entry<String, String> each : values.entrySet()) {
      if (each.getKey().toLowerCase(Locale.ROOT).equals(prepared.toLowerCase(Locale.ROOT))) {
        return each.getValue();
      }
    }
    return switch (rest) {
      case "keep" -> prepared;
      case "reject" -> null;
      default -> rest;
    };
  }

  private static boolean isNothing(String text) {
    return text.isEmpty() || text.equals("\\N");
  }
}
