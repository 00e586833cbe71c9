package dev.rollcall.guessing;

import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.guessing.Reading.Sampled;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Counted;
import dev.rollcall.text.Visible;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A guess as a job file: each finding with its evidence above it, doubts as {@code # or:} lines.
 */
public final class GuessedJob {

  /** How many of the lines above the table are shown. */
  private static final int SHOWN = 5;

  private static final int LONGEST_SHOWN = 50;

  private final Guess guess;
  private final CsvFormat format;
  private final JobLines lines = new JobLines();

  private GuessedJob(Guess guess) {
    this.guess = guess;
    this.format = guess.format();
  }

  /**
   * The job file, which {@code check} takes.
   *
   * @param name what the job is to be called
   */
  public static String of(Guess guess, String name) {
    return new GuessedJob(guess).write(name);
  }

  private String write(String name) {
    lines.add(0, "# " + Visible.of(guess.file()) + ": " + Counted.of(guess.rows(), "row"));
    facts().forEach(fact -> lines.add(0, "# - " + fact));
    guess.doubts().forEach(doubt -> lines.add(0, "# ? " + doubt));
    lines.add(0, "import:");
    lines.add(1, "from: " + JobLines.scalar(guess.file()));
    csv();
    empty();
    new GuessedColumns(guess, lines).write();
    lines.add(0, "# Save this as jobs/" + name + ".yaml, and look at what it would do:");
    lines.add(0, "#   rollcall plan " + name);
    lines.add(0, "#   rollcall run " + name);
    return lines.text();
  }

  /** What a migration should know. */
  private List<String> facts() {
    List<String> facts = new ArrayList<>();
    FileFacts whole = guess.whole();
    if (whole.failure() != null) {
      facts.add("it can't be read to its end: " + whole.failure().getMessage());
    }
    if (!whole.counted()) {
      facts.add("of names and addresses, the first half a million were compared");
    }
    fact(facts, whole.otherWords(), "row", "below has a level that none of the first rows has");
    fact(facts, whole.wrong(), "row", "of another width or with misplaced quotes will be rejected");
    fact(facts, whole.twice(), "row", "for a user whom a row before has: they apply in order");
    fact(facts, whole.caseTwice(), "username", "the same as another but for case or Unicode form");
    fact(facts, whole.addressTwice(), "address", "that another user has too");
    fact(
        facts,
        whole.tooLong(),
        "username",
        "longer than " + User.USERNAME_LENGTH + " characters will be rejected");
    return facts;
  }

  private static void fact(List<String> facts, long count, String noun, String what) {
    if (count > 0) {
      String counted =
          noun.endsWith("s") && count > 1 ? count + " addresses" : Counted.of(count, noun);
      facts.add(counted + " " + what);
    }
  }

  private void csv() {
    lines.add(1, "csv:");
    charset();
    int width = guess.reading().width();
    long wide = guess.reading().rows().stream().filter(row -> row.cells().size() == width).count();
    String cells = wide == 1 ? " has " : " have ";
    lines.add(
        2,
        "# "
            + String.format(Locale.ROOT, "%,d of the first ", wide)
            + Counted.of(guess.reading().rows().size(), "row")
            + cells
            + Counted.of(width, "cell")
            + ".");
    lines.add(2, "delimiter: " + delimiter(format.delimiter()));
    guess.rivals().forEach(rival -> lines.add(2, "# or: " + described(rival)));
    Quirks quirks = format.quirks();
    if (quirks.quote() == null || quirks.quote() != Quirks.USUAL_QUOTE) {
      lines.add(
          2,
          "quote: "
              + (quirks.quote() == null ? "none" : JobLines.scalar(quirks.quote().toString())));
    }
    if (quirks.escape() != null) {
      lines.add(2, "escape: " + JobLines.scalar(quirks.escape().toString()));
    }
    if (quirks.skip() > 0) {
      lines.add(2, "# Above the table:");
      guess.table().above().stream().limit(SHOWN).forEach(row -> lines.add(2, "#   " + shown(row)));
      lines.add(2, "skip: " + quirks.skip());
    }
    trailer(quirks.trailer());
    if (!format.header()) {
      lines.add(2, "# The first row is like those below it.");
      lines.add(2, "header: false");
    } else if (!guess.table().sure()) {
      lines.add(2, "# or: header: false, if the first row is a user; then columns are numbers");
    }
  }

  /** Nobody's address. */
  private static String shown(Sampled row) {
    String text = Visible.of(String.join(" ", row.cells()));
    String shown = text.indexOf('@') >= 0 ? "(a line with an address)" : text;
    return "line "
        + row.line()
        + ": "
        + (shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown);
  }

  private static String delimiter(@Nullable Character delimiter) {
    return delimiter != null && delimiter == '\t'
        ? "tab"
        : JobLines.scalar(String.valueOf(delimiter));
  }

  private static String described(CsvFormat rival) {
    Quirks quirks = rival.quirks();
    String quote = quirks.quote() == null ? "none" : JobLines.scalar(quirks.quote().toString());
    return "delimiter: "
        + delimiter(rival.delimiter())
        + (Character.valueOf(Quirks.USUAL_QUOTE).equals(quirks.quote()) ? "" : ", quote: " + quote)
        + (quirks.escape() == null
            ? ""
            : ", escape: " + JobLines.scalar(quirks.escape().toString()));
  }

  private void charset() {
    if (guess.charsets().isEmpty()) {
      lines.add(2, "# All of it is ASCII.");
      return;
    }
    CharsetGuess best = guess.charsets().get(0);
    boolean unicode = best.charset().name().startsWith("UTF");
    lines.add(
        2,
        unicode
            ? "# All of it is " + best.charset().name() + "."
            : "# It is not UTF-8" + read("; this reads ", best) + ".");
    lines.add(2, "charset: " + JobLines.scalar(best.charset().name().toLowerCase(Locale.ROOT)));
    guess.charsets().stream()
        .skip(1)
        .limit(2)
        .forEach(
            other ->
                lines.add(
                    2,
                    "# or: charset: "
                        + JobLines.scalar(other.charset().name())
                        + read(", which reads ", other)));
  }

  /** A word as it reads in a charset, unless it may be a secret. */
  private String read(String before, CharsetGuess charset) {
    boolean secrets =
        guess.roles().rest().stream().anyMatch(column -> Vocabulary.isSecret(column.name()));
    return secrets ? "" : before + Visible.quoted(charset.word());
  }

  private void trailer(@Nullable Trailer trailer) {
    if (trailer == null) {
      return;
    }
    lines.add(
        2,
        "# The last line is no row"
            + (trailer.rows() > 0 ? ", and says how many there are." : "."));
    lines.add(
        2,
        "trailer: { match: "
            + JobLines.scalar(trailer.match())
            + (trailer.rows() > 0 ? ", rows: " + trailer.rows() : "")
            + " }");
    Guess.OtherCount other = guess.otherCount();
    if (other != null) {
      lines.add(
          2,
          "# or: trailer: { match: "
              + JobLines.scalar(trailer.match())
              + ", rows: "
              + other.cell()
              + " }, if that is how many there should be");
    }
  }

  private void empty() {
    Map<String, Integer> nothings = new TreeMap<>();
    Map<Field, ColumnFacts> columns = guess.roles().columns();
    columns
        .values()
        .forEach(column -> column.nothings().forEach((c, n) -> nothings.merge(c, n, Integer::sum)));
    // It counts in all columns, and a user may be called so.
    ColumnFacts names = columns.get(Field.USERNAME);
    if (names != null) {
      nothings.keySet().removeAll(names.nothings().keySet());
    }
    if (!nothings.isEmpty()) {
      lines.add(
          1,
          "# Cells that say nothing: "
              + nothings.entrySet().stream()
                  .map(each -> each.getValue() + " " + Visible.quoted(each.getKey()))
                  .collect(Collectors.joining(", ")));
      lines.add(
          1,
          "empty: ["
              + nothings.keySet().stream().map(JobLines::scalar).collect(Collectors.joining(", "))
              + "]");
    }
  }
}
