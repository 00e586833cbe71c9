package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the delimiter by looking at the beginning of the text; the same text always gives the same.
 *
 * <p>The delimiter that makes the expected column appear in the header is the one. Otherwise it is
 * the one that gives the most rows the same number of cells. If none divides at least half of the
 * rows, the text has one column, and the comma does. Where two do as well, nobody but the user can
 * tell.
 */
final class Dialect {

  private static final int RECORDS = 50;

  private final String name;
  private final Quirks quirks;
  private final char[] text;
  private final int from;
  private final int to;
  private final boolean whole;

  /** Whether there is a quote anywhere in it, as in few files. */
  private final boolean quoted;

  /** A row of the text, and the line on which it ends. */
  private record Sampled(List<String> cells, long line) {
    boolean holds(String column) {
      String wanted = ColumnName.key(column);
      return cells.stream().anyMatch(cell -> ColumnName.key(cell).equals(wanted));
    }

    boolean isBlank() {
      return cells.stream().allMatch(Blanks::isBlank);
    }
  }

  /**
   * @param name of the input, for messages
   * @param text the beginning of it, from an index to another
   * @param whole whether that is all of it
   */
  Dialect(String name, Quirks quirks, char[] text, int from, int to, boolean whole) {
    this.name = name;
    this.quirks = quirks;
    this.text = text;
    this.from = from;
    this.to = to;
    this.whole = whole;
    this.quoted = new String(text, from, to - from).indexOf('"') >= 0;
  }

  /** How the parser is set up: nothing is trimmed, nothing stops it but an open quote. */
  static CSVFormat parserFormat(char delimiter) {
    return parserFormat(delimiter, false);
  }

  private static CSVFormat parserFormat(char delimiter, boolean openQuoteAtEnd) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setQuote('"')
        .setIgnoreEmptyLines(true)
        .setTrailingData(true)
        .setLenientEof(openQuoteAtEnd)
        .get();
  }

  /**
   * @param expectedColumn a name that the header should have, or null for text without a header
   * @throws Failure {@code DELIMITER_UNCLEAR}
   */
  char delimiter(@Nullable String expectedColumn) {
    if (expectedColumn == null) {
      List<Character> best = mostConsistent();
      if (best.size() > 1) {
        throw unclear("both " + shown(best.get(0)) + " and " + shown(best.get(1)));
      }
      return best.isEmpty() ? CsvFormat.DELIMITERS.charAt(0) : best.get(0);
    }
    List<Character> named = new ArrayList<>();
    for (char candidate : CsvFormat.DELIMITERS.toCharArray()) {
      List<Sampled> header = rows(candidate, 1);
      if (!header.isEmpty() && header.get(0).holds(expectedColumn)) {
        if (header.get(0).cells().size() == 1) {
          checkOneColumn();
          return candidate;
        }
        named.add(candidate);
      }
    }
    if (named.size() > 1) {
      // A tab beside a delimiter may be a blank, or the other way round.
      throw unclear("both " + shown(named.get(0)) + " and " + shown(named.get(1)));
    }
    if (!named.isEmpty()) {
      return named.get(0);
    }
    // The column is not there, which others say.
    List<Character> best = mostConsistent();
    return best.isEmpty() ? CsvFormat.DELIMITERS.charAt(0) : best.get(0);
  }

  /** Below a header of one column, a user must not be called like a whole row. */
  private void checkOneColumn() {
    for (char candidate : CsvFormat.DELIMITERS.toCharArray()) {
      List<Sampled> rows = rows(candidate, RECORDS);
      long divided = rows.stream().skip(1).filter(row -> row.cells().size() > 1).count();
      if (divided > 0 && divided == rows.size() - 1) {
        throw unclear("the header is one column, but " + shown(candidate));
      }
    }
  }

  private Failure unclear(String what) {
    return Failure.at(
        ProblemCode.DELIMITER_UNCLEAR,
        new Place(name, 1, 0),
        what + " could divide every row",
        "name the one that does: --delimiter \";\" (csv: { delimiter: \";\" } in a job file)");
  }

  private static String shown(char delimiter) {
    return delimiter == '\t' ? "tab" : Character.toString(delimiter);
  }

  /**
   * The line below the first row that has the expected column, for a header that has not; 0 if none
   * has.
   *
   * @param delimiter null for any
   */
  long lineWith(String expectedColumn, @Nullable Character delimiter) {
    String candidates = delimiter == null ? CsvFormat.DELIMITERS : delimiter.toString();
    for (char candidate : candidates.toCharArray()) {
      for (Sampled row : rows(candidate, RECORDS)) {
        if (row.holds(expectedColumn)) {
          return row.line();
        }
      }
    }
    return 0;
  }

  /** The delimiters that divide the most rows alike; several if they do it as well. */
  private List<Character> mostConsistent() {
    List<Character> best = new ArrayList<>();
    double bestShare = 0.5;
    for (char candidate : CsvFormat.DELIMITERS.toCharArray()) {
      List<Sampled> rows = rows(candidate, RECORDS);
      int cells = usualCells(rows);
      double share =
          rows.stream().filter(row -> row.cells().size() == cells).count() / (double) rows.size();
      if (cells > 1 && share >= bestShare) {
        if (share > bestShare) {
          best.clear();
        }
        best.add(candidate);
        bestShare = share;
      }
    }
    return best;
  }

  /** The number of cells that most rows have; of two such numbers, the one met first. */
  private static int usualCells(List<Sampled> rows) {
    int usual = 0;
    long most = 0;
    for (Sampled row : rows) {
      int size = row.cells().size();
      long same = rows.stream().filter(other -> other.cells().size() == size).count();
      if (same > most) {
        most = same;
        usual = size;
      }
    }
    return usual;
  }

  /** At most this many rows; without the last one where the sample may have cut it. */
  private List<Sampled> rows(char delimiter, int most) {
    List<Sampled> rows = new ArrayList<>();
    if (quirks.isUsual()) {
      parse(delimiter, most, rows);
    } else {
      scan(delimiter, most, rows);
    }
    if (!whole && rows.size() > 1 && rows.size() < most) {
      rows.remove(rows.size() - 1);
    }
    return rows;
  }

  private void parse(char delimiter, int most, List<Sampled> rows) {
    Reader sample = new CharArrayReader(text, from, to - from);
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(quoted ? new BareQuotes(sample, delimiter) : sample)
            .setFormat(parserFormat(delimiter, true))
            .get()) {
      for (CSVRecord record : parser) {
        add(new Sampled(record.toList(), parser.getCurrentLineNumber()), rows);
        if (rows.size() == most) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private void scan(char delimiter, int most, List<Sampled> rows) {
    QuirkyScan scan = new QuirkyScan(quirks, delimiter);
    int at = from;
    long line = 1;
    while (at < to && rows.size() < most) {
      if (scan.isPassedOver(text, at, to)) {
        at = scan.behindLine(text, at, to);
        line++;
      } else {
        scan.scan(text, at, to, line);
        add(new Sampled(List.of(scan.values()), scan.lastLine()), rows);
        at = scan.end();
        line = scan.endLine();
      }
    }
  }

  private static void add(Sampled row, List<Sampled> rows) {
    if (!row.isBlank()) {
      rows.add(row);
    }
  }
}
