package dev.rollcall.jobfile;

import dev.rollcall.cells.CellPattern;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.meaning.CellMeanings;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Blanks;
import dev.rollcall.text.Visible;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.UserColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What cells mean, as job files say it; see {@link JobValues}. */
final class CellWords {

  static final List<String> CASES =
      Arrays.stream(LetterCase.values()).map(LetterCase::word).toList();

  /** Of the name of an extra column; no database takes longer ones. */
  static final int LONGEST_COLUMN = 63;

  private CellWords() {}

  /** The name of an extra column of the users. */
  static String extraName(String text) {
    String name = JobValues.text(text, LONGEST_COLUMN);
    if (UserColumn.isOwn(name.toLowerCase(Locale.ROOT))) {
      throw new WrongWord(
          "names " + name + ", which is no extra column",
          name.equals("id") ? "ids are given by the database" : "name it under columns:");
    }
    return name;
  }

  static LetterCase letters(String text) {
    return LetterCase.values()[JobValues.indexIn(CASES, text)];
  }

  /** A cell that counts as empty. */
  static String empty(String text) {
    return Blanks.strip(JobValues.text(text, ValueMap.LONGEST));
  }

  /** A regular expression. */
  static String pattern(String text) {
    if (text.isEmpty()) {
      throw new WrongWord("has an empty pattern", "name what is replaced");
    }
    return line(text, Replacement.LONGEST);
  }

  /** The replacements of one column, in their order. */
  static List<Replacement> replacements(Map<String, String> texts) {
    List<Replacement> replacements = new ArrayList<>();
    texts.forEach(
        (pattern, text) -> {
          Replacement replacement = new Replacement(pattern, line(text, Replacement.LONGEST));
          String fault = CellPattern.fault(replacement);
          if (fault != null) {
            throw new WrongWord(
                "has the pattern " + Visible.quoted(pattern) + ", which " + fault, null);
          }
          replacements.add(replacement);
        });
    return replacements;
  }

  /** A cell that means something, or the mark of all others. */
  static String cell(String text) {
    String key = ValueMap.key(line(text, ValueMap.LONGEST));
    if (key.isEmpty()) {
      throw new WrongWord("names an empty cell", "empty cells mean what they mean everywhere");
    }
    return key;
  }

  /** What cells mean, by {@link #cell}. */
  static ValueMap values(Map<String, String> texts) {
    Map<String, String> meanings = new TreeMap<>(texts);
    String rest = meanings.remove(ValueMap.OTHERS);
    meanings.values().forEach(CellWords::meaning);
    if (meanings.size() > ValueMap.MOST) {
      throw new WrongWord("must name at most " + ValueMap.MOST + " cells", null);
    }
    if (rest == null || rest.equals(ValueMap.Rest.KEEP.word())) {
      return new ValueMap(meanings, ValueMap.Rest.KEEP, null);
    }
    return rest.equals(ValueMap.Rest.REJECT.word())
        ? new ValueMap(meanings, ValueMap.Rest.REJECT, null)
        : new ValueMap(meanings, ValueMap.Rest.TEXT, line(rest, ValueMap.LONGEST));
  }

  /** A cell with the name of what is said of all others is most likely meant to be that. */
  private static void meaning(String text) {
    String cell = line(text, ValueMap.LONGEST);
    if (cell.equals(ValueMap.Rest.REJECT.word()) || cell.equals(ValueMap.Rest.KEEP.word())) {
      throw new WrongWord(
          "has a cell that means " + cell + ", which only \"*\" can",
          "name the cells that mean something, and what becomes of the rest: \"*\": reject");
    }
  }

  /**
   * The cell that counts where a row that creates a user says nothing.
   *
   * @param rules which levels the job allows
   */
  static String defaultOf(Field field, String text, LevelRules rules) {
    String cell = Blanks.strip(JobValues.text(text, ValueMap.LONGEST));
    String fault = CellMeanings.faultOfDefault(field, cell, rules);
    if (fault != null) {
      throw new WrongWord("can't be what a new user gets: " + fault, null);
    }
    return cell;
  }

  private static String line(String text, int longest) {
    return text.isEmpty() ? text : JobValues.line(text, longest);
  }
}
