package dev.rollcall.guessing;

import dev.rollcall.guessing.Reading.Sampled;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.UsernameRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the cells of a column are, as far as they were read.
 *
 * @param name of the header; empty if it has none
 * @param filled how many cells say something
 * @param addresses how many of them are addresses
 * @param integers how many are whole numbers, also with {@code .0} behind them
 * @param fractions how many of these have that
 * @param usernames how many could be usernames
 * @param values how often each is there, by its key; at most {@value #MOST_VALUES}
 * @param nothings how often each of the cells is there that say nothing
 */
record ColumnFacts(
    int at,
    String name,
    long rows,
    long filled,
    long addresses,
    long integers,
    long fractions,
    long usernames,
    long lowest,
    long highest,
    Map<String, Integer> values,
    Map<String, Integer> nothings) {

  private static final int MOST_VALUES = 100_000;
  private static final double NEARLY_ALL = 0.9;

  /** A level, as exports write it. */
  static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,9}(\\.0{1,4})?");

  static ColumnFacts of(int at, String name, List<Sampled> rows) {
    long filled = 0;
    long addresses = 0;
    long integers = 0;
    long fractions = 0;
    long usernames = 0;
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    Map<String, Integer> values = new LinkedHashMap<>();
    Map<String, Integer> nothings = new LinkedHashMap<>();
    for (Sampled row : rows) {
      String cell = Blanks.strip(row.cells().get(at));
      if (Vocabulary.NOTHING.contains(cell)) {
        nothings.merge(cell, 1, Integer::sum);
      } else if (!cell.isEmpty() && !cell.equals("\\N")) {
        filled++;
        addresses += CellKind.of(cell) == CellKind.ADDRESS ? 1 : 0;
        usernames += UsernameRule.judge(cell) == null ? 1 : 0;
        if (INTEGER.matcher(cell).matches()) {
          integers++;
          int dot = cell.indexOf('.');
          fractions += dot < 0 ? 0 : 1;
          // A sign moves a level, and says nothing of how high levels are.
          if (Character.isDigit(cell.charAt(0))) {
            long number = Long.parseLong(dot < 0 ? cell : cell.substring(0, dot));
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
          }
        }
        if (values.size() < MOST_VALUES) {
          values.merge(cell.toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
      }
    }
    return new ColumnFacts(
        at,
        name,
        rows.size(),
        filled,
        addresses,
        integers,
        fractions,
        usernames,
        lowest,
        highest,
        values,
        nothings);
  }

  boolean isMostlyAddresses() {
    return filled > 0 && addresses >= NEARLY_ALL * filled;
  }

  boolean isMostlyIntegers() {
    return filled > 0 && integers >= NEARLY_ALL * filled;
  }

  /** Whether each row has a name of its own, or nearly. */
  boolean isMostlyUsernames() {
    return filled > 0
        && filled >= NEARLY_ALL * rows
        && usernames >= NEARLY_ALL * filled
        && values.size() >= NEARLY_ALL * Math.min(filled, MOST_VALUES);
  }

  /** As job files name it: by its header, or counted from 1. */
  String reference(boolean header) {
    return header ? Blanks.strip(name) : Integer.toString(at + 1);
  }
}
