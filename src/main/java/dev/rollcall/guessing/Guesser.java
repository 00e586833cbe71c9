package dev.rollcall.guessing;

import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file: its bytes for the charset, its beginning for how it is divided, all of it for
 * its end and for what a migration should know. Nothing is written. Not thread-safe.
 */
public final class Guesser {

  /** A reading that is no further behind the best one is as good a guess. */
  static final double ABOUT_AS_GOOD = 0.05;

  private static final Pattern BEGINNING = Pattern.compile("\\p{L}[\\p{L} ]*");

  private final Input input;

  private Guesser(Input input) {
    this.input = input;
  }

  /**
   * What can be told of a file.
   *
   * @throws Failure {@code INPUT_UNREADABLE}, {@code INPUT_CUT_OFF}, {@code INPUT_TOO_LARGE},
   *     {@code INPUT_EMPTY} if it has no rows, {@code BYTES_NOT_IN_CHARSET} if no charset fits,
   *     {@code DELIMITER_UNCLEAR} if it is no table in any reading
   */
  public static Guess guess(Input input) {
    return new Guesser(input).guess();
  }

  private Guess guess() {
    // Says what is wrong with it, before anything is made of that.
    input.open().close();
    List<CharsetGuess> charsets = CharsetGuess.of(input);
    if (charsets.isEmpty()) {
      throw Failure.at(
          ProblemCode.BYTES_NOT_IN_CHARSET,
          Place.of(input.name()),
          "no charset that people use fits all of its bytes",
          "check that it is a text, and whole");
    }
    Charset charset = charsets.get(0).charset();
    Readings tried = new Readings(input, charset);
    List<Reading> readings = tried.all();
    if (readings.isEmpty()) {
      throw Failure.at(
          ProblemCode.DELIMITER_UNCLEAR,
          Place.of(input.name()),
          "it is no table, whatever divides or quotes its cells",
          "check that it is a CSV file, and whole");
    }
    Reading best = readings.get(0);
    Table table = Table.of(best);
    Quirks written = best.format().quirks();
    CsvFormat format =
        new CsvFormat(best.format().delimiter(), charset, !table.header().isEmpty())
            .with(new Quirks(table.skip(), written.quote(), written.escape(), null, null));
    FileFacts whole = look(format, table.roles());
    Trailer trailer = trailer(whole, table.width());
    Guess.@Nullable OtherCount otherCount = null;
    if (trailer != null) {
      List<String> last = whole.last().get(whole.last().size() - 1);
      CsvFormat ended = format.with(ending(format.quirks(), trailer));
      Table shorter = table.withoutLast(best);
      FileFacts again = look(ended, shorter.roles());
      if (again.failure() == null) {
        otherCount = trailer.rows() > 0 ? null : otherCount(last);
        format = ended;
        whole = again;
        table = shorter;
      }
    }
    return new Guess(
        input.name(),
        isAscii(charsets) ? List.of() : charsets,
        format,
        table,
        best,
        table.roles(),
        whole,
        Readings.rivals(readings).stream().map(Reading::format).toList(),
        tried.usualQuoteStaysOpen(best),
        otherCount);
  }

  private static boolean isAscii(List<CharsetGuess> charsets) {
    CharsetGuess first = charsets.get(0);
    return first.charset().equals(StandardCharsets.UTF_8) && first.word().isEmpty();
  }

  private FileFacts look(CsvFormat format, Roles roles) {
    return FileFacts.of(input, format, roles);
  }

  /** The last line if it is no row; null if it may be one. */
  private static @Nullable Trailer trailer(FileFacts whole, int width) {
    int count = whole.last().size();
    if (count < 2 || !isNoRow(whole.last().get(count - 1), width)) {
      return null;
    }
    List<String> last = whole.last().get(count - 1);
    Matcher beginning = BEGINNING.matcher(Blanks.strip(last.get(0)));
    if (!beginning.lookingAt() || beginning.group().length() > Trailer.LONGEST / 2) {
      return null;
    }
    return new Trailer(Blanks.strip(beginning.group()) + "*", countCell(last, whole.rows() - 1));
  }

  /**
   * Whether a line can't be a user: it begins with a word for such lines and has no address, and
   * most of its cells are empty or not there, or all it has is a sentence.
   */
  static boolean isNoRow(List<String> cells, int width) {
    String first = Blanks.strip(cells.get(0));
    long filled = cells.stream().filter(cell -> !cell.isBlank()).count();
    if (cells.stream().anyMatch(cell -> CellKind.of(cell) == CellKind.ADDRESS)) {
      return false;
    }
    boolean few = filled <= 2 && filled < width;
    boolean sentence = filled == 1 && cells.size() < width && first.indexOf(' ') > 0;
    String word = Vocabulary.key(first).replaceFirst(" .*", "");
    return sentence || few && Vocabulary.TRAILERS.contains(word);
  }

  /** Which cell says how many rows there are, counted from 1; 0 if none does. */
  private static int countCell(List<String> cells, long rows) {
    for (int i = 0; i < cells.size(); i++) {
      if (Blanks.strip(cells.get(i)).equals(Long.toString(rows))) {
        return i + 1;
      }
    }
    return 0;
  }

  /** What a last line says of how many rows there are, as nothing else in it is a number. */
  private static Guess.@Nullable OtherCount otherCount(List<String> cells) {
    List<String> stripped = cells.stream().map(Blanks::strip).toList();
    List<String> numbers = stripped.stream().filter(cell -> cell.matches("[0-9]{1,9}")).toList();
    String word = Vocabulary.key(stripped.get(0)).replaceFirst(" .*", "");
    return Vocabulary.COUNTS.contains(word) && numbers.size() == 1
        ? new Guess.OtherCount(stripped.indexOf(numbers.get(0)) + 1, numbers.get(0))
        : null;
  }

  private static Quirks ending(Quirks quirks, Trailer trailer) {
    return new Quirks(quirks.skip(), quirks.quote(), quirks.escape(), quirks.comment(), trailer);
  }
}
