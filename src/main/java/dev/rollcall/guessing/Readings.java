package dev.rollcall.guessing;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Quirks;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The few ways in which a text may be divided, tried with the reader that imports use. */
final class Readings {

  private static final @Nullable Character[] QUOTES = {Quirks.USUAL_QUOTE, '\'', null};
  private static final @Nullable Character[] ESCAPES = {null, '\\'};

  /** So few rows tell little. */
  private static final int FEW = 3;

  private final Input input;
  private final Charset charset;

  Readings(Input input, Charset charset) {
    this.input = input;
    this.charset = charset;
  }

  /** Those that fit the text, the best first; of two that are as good, the more usual one. */
  List<Reading> all() {
    List<Reading> readings = new ArrayList<>();
    for (char delimiter : CsvFormat.DELIMITERS.toCharArray()) {
      Reading usual = read(delimiter, Quirks.NONE);
      add(usual, readings);
      for (Character quote : QUOTES) {
        for (Character escape : ESCAPES) {
          Quirks quirks = new Quirks(0, quote, escape, null, null);
          if (!quirks.equals(Quirks.NONE) && (usual == null || matter(usual, quirks))) {
            add(read(delimiter, quirks), readings);
          }
        }
      }
    }
    readings.sort(Comparator.comparingDouble(Reading::score).reversed());
    // What nothing divides is read as what has the usual delimiter, and none of it.
    boolean oneColumn = !readings.isEmpty() && readings.get(0).width() == 1;
    return oneColumn ? readings.stream().filter(Readings::isPlain).toList() : readings;
  }

  private static boolean isPlain(Reading reading) {
    return reading.width() == 1
        && reading.format().delimiter() != null
        && reading.format().delimiter() == CsvFormat.DELIMITERS.charAt(0);
  }

  /** Whether the usual quote opens somewhere in it, and never closes. */
  boolean usualQuoteStaysOpen(Reading reading) {
    Character delimiter = reading.format().delimiter();
    boolean usual = Character.valueOf(Quirks.USUAL_QUOTE).equals(reading.format().quirks().quote());
    return !usual && delimiter != null && read(delimiter, Quirks.NONE) == null;
  }

  /** Those that are about as good as the first; of few rows, many are. */
  static List<Reading> rivals(List<Reading> readings) {
    Reading best = readings.get(0);
    double least = best.score() * (best.rows().size() < FEW ? 0.5 : 1 - Guesser.ABOUT_AS_GOOD);
    return readings.stream()
        .skip(1)
        .filter(other -> other.score() >= least && !isSameButForEscapes(best, other))
        .toList();
  }

  /** Whether there is an escape is told by the text, see {@link Reading}. */
  private static boolean isSameButForEscapes(Reading one, Reading other) {
    return Objects.equals(one.format().delimiter(), other.format().delimiter())
        && Objects.equals(one.format().quirks().quote(), other.format().quirks().quote());
  }

  private @Nullable Reading read(char delimiter, Quirks quirks) {
    return Reading.of(input, new CsvFormat(delimiter, charset, false).with(quirks));
  }

  private static void add(@Nullable Reading reading, List<Reading> to) {
    if (reading != null && to.stream().noneMatch(other -> isSame(reading, other))) {
      to.add(reading);
    }
  }

  private static boolean isSame(Reading one, Reading other) {
    return one.rows().equals(other.rows());
  }

  /**
   * Whether the text may read otherwise with them: they are in it where they would mean something.
   */
  private static boolean matter(Reading usual, Quirks quirks) {
    boolean bare = quirks.quote() == null;
    boolean single = quirks.quote() != null && quirks.quote() != Quirks.USUAL_QUOTE;
    return usual.rows().stream()
        .flatMap(row -> row.cells().stream())
        .anyMatch(
            cell ->
                bare && cell.indexOf(Quirks.USUAL_QUOTE) >= 0
                    || single && cell.strip().startsWith("'")
                    || quirks.escape() != null && cell.indexOf(quirks.escape()) >= 0);
  }
}
