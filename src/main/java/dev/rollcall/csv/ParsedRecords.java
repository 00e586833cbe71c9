package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text, one at a time. Where there is no quote, a record is what is between two
 * line ends, and a cell what is between two delimiters: that needs no parser, and is most of nearly
 * every file. With the first quote the parser takes over, until it has met none for a while.
 *
 * <p>What the {@link RecordScan} found of the record holds until the next one.
 */
final class ParsedRecords implements RecordSource {

  /** For how many records the parser does not begin again for every other one. */
  private static final int WHILE = 256;

  private final TextWindow window;
  private final char delimiter;
  private final RecordScan scan;
  private @Nullable Iterator<CSVRecord> parser;
  private int sinceQuote;
  private long droppedBlanks;

  ParsedRecords(TextWindow window, char delimiter) {
    this.window = window;
    this.delimiter = delimiter;
    this.scan = new RecordScan(window, delimiter);
  }

  @Override
  public RecordScan scan() {
    return scan;
  }

  @Override
  public String @Nullable [] next() throws IOException {
    if (parser == null) {
      if (isPlain()) {
        return scan.split();
      }
      parser = parser();
    }
    return parsed(parser);
  }

  /** Whether the whole record is in the window, and has no quote. */
  private boolean isPlain() throws IOException {
    scan.scan(null);
    if (!scan.hasEnd() && !scan.hasQuote() && window.more()) {
      scan.scan(null);
    }
    return scan.hasEnd() && !scan.hasQuote();
  }

  /** A parser that begins with the first record that is kept. */
  private Iterator<CSVRecord> parser() throws IOException {
    sinceQuote = 0;
    droppedBlanks = 0;
    return CSVParser.builder()
        .setReader(new BareQuotes(window.again(), delimiter))
        .setCharacterOffset(window.released())
        .setFormat(Dialect.parserFormat(delimiter))
        .get()
        .iterator();
  }

  private String @Nullable [] parsed(Iterator<CSVRecord> records) throws IOException {
    CSVRecord record = next(records);
    if (record == null) {
      return null;
    }
    String[] cells = record.values();
    scan.scan(cells);
    long position = record.getCharacterPosition() + droppedBlanks;
    if (position != window.released() || scan.cells() != cells.length) {
      throw Failure.at(
          ProblemCode.INTERNAL,
          window.place(scan.start()),
          "the parser and the positions of its rows have come apart",
          "please report this, with this row");
    }
    droppedBlanks += scan.blanksBeforeQuotes();
    sinceQuote = scan.hasQuote() ? 0 : sinceQuote + 1;
    if (sinceQuote == WHILE) {
      parser = null;
    }
    return cells;
  }

  private @Nullable CSVRecord next(Iterator<CSVRecord> records) throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      // Neither the window nor an open quote leaves another way: everything else is let through.
      scan.scan(null);
      throw e.getCause();
    }
  }
}
