package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an input in order, each with its place. Not thread-safe.
 *
 * <p>A row whose form is wrong is a row all the same, see {@link Row#malformed()}. What makes the
 * rest of the file doubtful is a {@link Failure}: {@code QUOTE_NOT_CLOSED}, {@code ROW_TOO_LONG},
 * {@code BYTES_NOT_IN_CHARSET}, {@code INPUT_CUT_OFF}, {@code INPUT_UNREADABLE}, {@code
 * INPUT_TOO_LARGE}; the rows before it were returned. After a failure only {@link #close()} may be
 * called.
 */
public final class CsvReader implements AutoCloseable {

  /** A row of more characters ends the run: it can't be told from a file that is no CSV. */
  public static final int LONGEST_ROW_CHARACTERS = TextWindow.LONGEST_RECORD;

  private final Input input;
  private final OpenInput in;
  private final TextWindow window;
  private final char delimiter;
  private final RecordSource records;
  private final RecordScan scan;
  private final RowForm form;
  private final List<String> header;
  private @Nullable Row waiting;

  private CsvReader(Input input, OpenInput in, CsvFormat format, @Nullable String expectedKeyColumn)
      throws IOException {
    this.input = input;
    this.in = in;
    window = new TextWindow(in, input.name(), format);
    Character named = format.delimiter();
    delimiter = named != null ? named : look(expectedKeyColumn);
    records = new RecordSource(window, delimiter);
    scan = records.scan();
    form = new RowForm(format.header());
    Row first = read();
    if (first == null) {
      throw Input.empty(input.name());
    }
    Header.check(first, format.header(), cell -> window.place(scan.cellStart(cell)));
    form.expect(first.size());
    header = format.header() ? first.cells() : List.of();
    waiting = format.header() ? null : first;
  }

  /**
   * Opens an input and reads its first row.
   *
   * @param expectedKeyColumn the header name that helps to find the delimiter, compared without
   *     case and surrounding blanks; null where there is no header
   * @throws Failure also {@code INPUT_EMPTY} if there is nothing but blank lines, and {@code
   *     HEADER_WRONG} for a name that stands there twice, more than 1,000 columns, or what is no
   *     text
   */
  public static CsvReader open(Input input, CsvFormat format, @Nullable String expectedKeyColumn) {
    OpenInput in = input.open();
    try {
      return new CsvReader(input, in, format, format.header() ? expectedKeyColumn : null);
    } catch (Failure e) {
      in.close();
      throw e;
    } catch (IOException e) {
      in.close();
      throw new UncheckedIOException(e);
    }
  }

  /** The column names as they stand in the file; none if it has no header. */
  public List<String> header() {
    return header;
  }

  /** How many cells a row must have: as many as the header, or else the first row. */
  public int width() {
    return form.width();
  }

  public char delimiter() {
    return delimiter;
  }

  /** Named, or found by the byte order mark, or UTF-8. */
  public Charset charset() {
    return window.encoding().charset();
  }

  /** The next row, or null at the end. */
  public @Nullable Row next() {
    Row row = waiting;
    if (row != null) {
      waiting = null;
      return row;
    }
    window.release(scan.end(), scan.endLine());
    return read();
  }

  /**
   * Where a cell of the row that was read last begins: its line (a row may have several) and the
   * column there. Of an earlier row only the line is still known.
   *
   * @param cell counted from 0; one that the row does not have stands where the row does
   */
  public Place place(Row row, int cell) {
    if (row.position() != window.position(scan.start())) {
      return new Place(input.name(), row.line(), 0);
    }
    return window.place(cell >= 0 && cell < row.size() ? scan.cellStart(cell) : scan.start());
  }

  /** How many of the bytes as delivered were read, of {@link Input#bytes()}; for progress. */
  public long bytesRead() {
    return in.deliveredBytesRead();
  }

  /** See {@link OpenInput#sha256OfWhatWasRead()}; to be asked after the last row. */
  public String sha256OfWhatWasRead() {
    return in.sha256OfWhatWasRead();
  }

  @Override
  public void close() {
    window.close();
  }

  private char look(@Nullable String expectedKeyColumn) throws IOException {
    int length = window.sample();
    return new Dialect(window.text(), length, window.endsWithin(length))
        .delimiter(expectedKeyColumn);
  }

  private @Nullable Row read() {
    String[] cells;
    try {
      cells = records.next();
    } catch (IOException e) {
      throw unreadableRow(e);
    }
    if (cells == null) {
      return null;
    }
    if (scan.end() - scan.start() > LONGEST_ROW_CHARACTERS) {
      throw unreadableRow(null);
    }
    return form.row(scan, window.position(scan.start()), cells);
  }

  private Failure unreadableRow(@Nullable IOException cause) {
    boolean tooLong = cause == null || cause instanceof RecordTooLongException;
    String longest = String.format(Locale.ROOT, "%,d", LONGEST_ROW_CHARACTERS);
    if (scan.openQuote() >= 0) {
      return Failure.at(
          ProblemCode.QUOTE_NOT_CLOSED,
          window.place(scan.openQuote()),
          "the quote that opens here never closes"
              + (tooLong ? " (within " + longest + " characters)" : ""),
          "close it or double it if it is stray, or deliver the file again if it was cut off");
    }
    return Failure.at(
        ProblemCode.ROW_TOO_LONG,
        new Place(input.name(), scan.startLine(), 0),
        "the row that begins here has more than " + longest + " characters",
        "check that this is a CSV file and its line ends are whole");
  }
}
