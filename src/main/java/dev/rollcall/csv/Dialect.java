package dev.rollcall.csv;

import java.io.CharArrayReader;
import java.io.IOException;
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
 * <p>The delimiter that makes the expected column appear in the header wins. Otherwise it is the
 * one that gives the most rows the same number of cells, then the one that gives more cells, then
 * the first of {@link CsvFormat#DELIMITERS}. If none divides at least half of the rows, the text
 * has one column, and the comma does.
 */
final class Dialect {

  private static final int RECORDS = 50;

  private final char[] sample;
  private final int length;
  private final boolean whole;

  /**
   * @param sample the beginning of the text
   * @param whole whether that is all of it
   */
  Dialect(char[] sample, int length, boolean whole) {
    this.sample = sample;
    this.length = length;
    this.whole = whole;
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
   */
  char delimiter(@Nullable String expectedColumn) {
    if (expectedColumn != null) {
      for (char candidate : CsvFormat.DELIMITERS.toCharArray()) {
        List<CSVRecord> header = records(candidate, 1);
        if (!header.isEmpty() && holds(header.get(0), expectedColumn)) {
          return candidate;
        }
      }
    }
    return mostConsistent();
  }

  private static boolean holds(CSVRecord header, String column) {
    String wanted = ColumnName.key(column);
    return header.stream().anyMatch(cell -> ColumnName.key(cell).equals(wanted));
  }

  private char mostConsistent() {
    char best = CsvFormat.DELIMITERS.charAt(0);
    double bestShare = 0;
    int bestCells = 0;
    for (char candidate : CsvFormat.DELIMITERS.toCharArray()) {
      List<CSVRecord> records = records(candidate, RECORDS);
      int cells = usualCells(records);
      double share =
          records.stream().filter(row -> row.size() == cells).count() / (double) records.size();
      if (cells > 1
          && share >= 0.5
          && (share > bestShare || share == bestShare && cells > bestCells)) {
        best = candidate;
        bestShare = share;
        bestCells = cells;
      }
    }
    return best;
  }

  /** The number of cells that most records have; of two such numbers, the one met first. */
  private static int usualCells(List<CSVRecord> records) {
    int usual = 0;
    long most = 0;
    for (CSVRecord record : records) {
      long same = records.stream().filter(other -> other.size() == record.size()).count();
      if (same > most) {
        most = same;
        usual = record.size();
      }
    }
    return usual;
  }

  /** At most so many records; without the last one where the sample may have cut it. */
  private List<CSVRecord> records(char delimiter, int most) {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new CharArrayReader(sample, 0, length))
            .setFormat(parserFormat(delimiter, true))
            .get()) {
      for (CSVRecord record : parser) {
        records.add(record);
        if (records.size() == most) {
          return records;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (!whole && records.size() > 1) {
      records.remove(records.size() - 1);
    }
    return records;
  }
}
