package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElse;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.meaning.CellMeanings;
import dev.rollcall.reject.Field;
import dev.rollcall.user.LevelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a job says of cells beside the names of their columns, a column at a time. */
final class CellMeaningsReader {

  private final LevelRules rules;
  private final Problems problems;
  private final Map<Field, CellMeaning> meanings = new TreeMap<>();
  private final Map<Field, String> defaults = new TreeMap<>();
  private final List<String> files = new ArrayList<>();

  CellMeaningsReader(LevelRules rules, Problems problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /** Takes what is said of a field. */
  void read(Field field, Section column) {
    @Nullable LetterCase letters = column.word(Key.CASE, CellWords::letters);
    meanings.put(
        field,
        new CellMeaning(
            requireNonNullElse(replacements(column), List.of()), letters, values(column)));
    boolean ofUser = Key.meaningOf(field).keys().contains(Key.DEFAULT);
    @Nullable String cell =
        ofUser ? column.word(Key.DEFAULT, text -> CellWords.defaultOf(field, text, rules)) : null;
    if (cell != null) {
      defaults.put(field, cell);
    }
  }

  private @Nullable List<Replacement> replacements(Section column) {
    Map<String, String> texts = column.texts(Key.REPLACE, CellWords::pattern);
    return read(
        column,
        Key.REPLACE,
        () -> {
          if (texts.size() > CellMeaning.MOST_REPLACEMENTS) {
            throw new WrongWord(
                "must have at most " + CellMeaning.MOST_REPLACEMENTS + " patterns", null);
          }
          return CellWords.replacements(texts);
        });
  }

  private @Nullable ValueMap values(Section column) {
    if (!column.has(Key.VALUES)) {
      return null;
    }
    if (column.isSingle(Key.VALUES)) {
      Map<String, String> read = column.word(Key.VALUES, this::file);
      return read == null ? null : read(column, Key.VALUES, () -> CellWords.values(read));
    }
    Map<String, String> texts = column.texts(Key.VALUES, CellWords::cell);
    return read(column, Key.VALUES, () -> CellWords.values(texts));
  }

  private Map<String, String> file(String name) {
    files.add(name);
    return ValuesFile.read(name);
  }

  private <T> @Nullable T read(Section column, Key key, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WrongWord wrong) {
      problems.add(column.place(key), key.word() + " " + wrong.what(), wrong.advice());
      return null;
    }
  }

  /** All that was read, with what counts for every column. */
  CellMeanings all(Section imports) {
    @Nullable List<String> empty = imports.words(Key.EMPTY, CellWords::empty);
    int length = 0;
    for (CellMeaning meaning : meanings.values()) {
      length += meaning.values() == null ? 0 : length(meaning.values().meanings());
    }
    if (length > CellMeanings.MOST_TEXT) {
      problems.add(
          imports.place(Key.COLUMNS),
          "the values of all columns have more than " + CellMeanings.MOST_TEXT + " characters",
          "they are kept with each run; replace some by patterns");
    }
    return new CellMeanings(requireNonNullElse(empty, List.of()), meanings, defaults, files);
  }

  private static int length(Map<String, String> texts) {
    return texts.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
        .sum();
  }
}
