package dev.rollcall.guessing;

import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Field;
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
    List<Reading> readings = new Readings(input, charset).all();
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
    if (trailer != null) {
      CsvFormat ended = format.with(ending(format.quirks(), trailer));
      Table shorter = table.withoutLast(best);
      FileFacts again = look(ended, shorter.roles());
      if (again.failure() == null) {
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
        Readings.rivals(readings).stream().map(Reading::format).toList());
  }

  private static boolean isAscii(List<CharsetGuess> charsets) {
    CharsetGuess first = charsets.get(0);
    return first.charset().equals(StandardCharsets.UTF_8) && first.word().isEmpty();
  }

  private FileFacts look(CsvFormat format, Roles roles) {
    return FileFacts.of(input, format, at(roles, Field.USERNAME), at(roles, Field.EMAIL));
  }

  private static int at(Roles roles, Field field) {
    ColumnFacts column = roles.column(field);
    return column == null ? -1 : column.at();
  }

  /** A last line that is no row: it begins with a word for that, or has another width. */
  private static @Nullable Trailer trailer(FileFacts whole, int width) {
    if (whole.last().size() < 2) {
      return null;
    }
    List<String> last = whole.last().get(whole.last().size() - 1);
    boolean narrow =
        last.size() != width && last.stream().filter(cell -> !cell.isBlank()).count() <= 1;
    String text = Blanks.strip(last.get(0));
    Matcher beginning = BEGINNING.matcher(text);
    if (!beginning.lookingAt()) {
      return null;
    }
    String word = Blanks.strip(beginning.group());
    String first = Vocabulary.key(word).replaceFirst(" .*", "");
    if (!narrow && !Vocabulary.TRAILERS.contains(first) || word.length() > Trailer.LONGEST / 2) {
      return null;
    }
    return new Trailer(word + "*", countCell(last, whole.rows() - 1));
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

  private static Quirks ending(Quirks quirks, Trailer trailer) {
    return new Quirks(quirks.skip(), quirks.quote(), quirks.escape(), quirks.comment(), trailer);
  }
}
