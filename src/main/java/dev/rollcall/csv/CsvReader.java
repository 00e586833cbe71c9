package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an input in order, each with its place. Not thread-safe.
 *
 * <p>A row whose form is wrong is a row all the same, see {@link Row#malformed()}. What makes the
 * rest of the file doubtful is a {@link Failure}: {@code QUOTE_NOT_CLOSED}, {@code ROW_TOO_LONG},
 * {@code BYTES_NOT_IN_CHARSET}, {@code TRAILER_WRONG}, {@code INPUT_CUT_OFF}, {@code
 * INPUT_UNREADABLE}, {@code INPUT_TOO_LARGE}; the rows before it were returned. After a failure
 * only {@link #close()} may be called.
 */
public final class CsvReader implements AutoCloseable {

  /** A row of more characters ends the run: it can't be told from a file that is no CSV. */
  public static final int LONGEST_ROW_CHARACTERS = TextWindow.LONGEST_RECORD;

  /** A byte order mark. */
  static final char MARK = '\ufeff';

  /** How many headers in mid-file are named by their lines. */
  private static final int LINES_NOTED = 5;

  private final Input input;
  private final OpenInput in;
  private final TextWindow window;
  private final char delimiter;
  private final RecordSource records;
  private final ScannedRecord scan;
  private final @Nullable TrailerCheck trailer;
  private final RowForm form;
  private final List<String> header = new ArrayList<>();
  private final List<Long> headersAgain = new ArrayList<>();
  private long headersPassedOver;
  private long rows;
  private @Nullable String firstName;
  private boolean begun;
  private @Nullable Row waiting;

  private CsvReader(Input input, OpenInput in, CsvFormat format, @Nullable String expectedKeyColumn)
      throws IOException {
    this.input = input;
    this.in = in;
    window = new TextWindow(in, input.name(), format);
    Quirks quirks = format.quirks();
    Preamble.skip(window, quirks.skip(), input.name());
    int sampled = window.sample();
    Character said = SeparatorLine.takeFrom(window, input.name());
    Character named = format.delimiter() != null ? format.delimiter() : said;
    Dialect dialect =
        new Dialect(
            input.name(),
            quirks,
            window.text(),
            window.kept(),
            sampled,
            window.endsWithin(sampled));
    long aboveHeader = window.line() - 1;
    delimiter = named != null ? named : dialect.delimiter(expectedKeyColumn);
    trailer = quirks.trailer() == null ? null : new TrailerCheck(quirks.trailer(), input.name());
    records =
        quirks.isUsual()
            ? new ParsedRecords(window, delimiter)
            : new QuirkyRecords(window, quirks, delimiter, trailer);
    scan = records.scan();
    form = new RowForm(format.header());
    Row first = next();
    if (first == null) {
      throw Input.empty(input.name());
    }
    if (expectedKeyColumn != null && !Header.holds(first, expectedKeyColumn)) {
      checkBelow(dialect, expectedKeyColumn, named, aboveHeader, first);
    }
    Header.check(first, format.header(), cell -> window.place(scan.cellStart(cell)));
    form.expect(first.size());
    header.addAll(format.header() ? first.cells() : List.of());
    rows = format.header() ? 0 : 1;
    firstName = format.header() ? header.get(0) : null;
    waiting = format.header() ? null : first;
  }

  /**
   * Opens an input and reads its first row.
   *
   * @param expectedKeyColumn the header name that helps to find the delimiter, compared without
   *     case and surrounding blanks; null where there is no header
   * @throws Failure also {@code INPUT_EMPTY} if there is nothing but blank lines, {@code
   *     DELIMITER_UNCLEAR}, and {@code HEADER_WRONG} for more than 1,000 columns, what is no text,
   *     and a header that is further below
   */
  public static CsvReader open(Input input, CsvFormat format, @Nullable String expectedKeyColumn) {
    if (!format.otherCharsets().isEmpty()) {
      Charset found = CharsetSearch.first(input, format.charsets());
      return open(input, format.writtenIn(found), expectedKeyColumn);
    }
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

  /** The column names as they are in the file; none if it has no header. */
  public List<String> header() {
    return Collections.unmodifiableList(header);
  }

  /** Where a column is named; to be asked before the first row is. */
  public Place headerPlace(int cell) {
    return window.place(scan.cellStart(cell));
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

  /**
   * The next row, or null at the end. Rows of which every cell is blank are blank lines; rows that
   * are the header once more are passed over like them.
   */
  public @Nullable Row next() {
    Row row = waiting;
    if (row != null) {
      waiting = null;
      return row;
    }
    do {
      if (begun) {
        window.release(scan.end(), scan.endLine());
      }
      begun = true;
      row = read();
    } while (row != null && (row.isBlank() || isHeaderAgain(row)));
    if (trailer != null) {
      check(trailer, row != null);
    }
    return row;
  }

  private void check(TrailerCheck last, boolean anotherRow) {
    if (anotherRow) {
      last.checkNoneBefore();
      rows++;
    } else {
      last.checkWhole(rows, window.line());
    }
  }

  private boolean isHeaderAgain(Row row) {
    if (!row.cell(0).equals(firstName) || !row.cells().equals(header)) {
      return false;
    }
    headersPassedOver++;
    if (headersAgain.size() < LINES_NOTED) {
      headersAgain.add(row.line());
    }
    return true;
  }

  /** What the user should know of what was read; to be asked after the last row. */
  public List<String> notes() {
    if (headersPassedOver == 0) {
      return List.of();
    }
    String lines = headersAgain.stream().map(String::valueOf).collect(Collectors.joining(", "));
    long more = headersPassedOver - headersAgain.size();
    return List.of(
        "the header comes again in line "
            + lines
            + (more > 0 ? " and " + more + " more" : "")
            + ", and was skipped");
  }

  /**
   * Where a cell of the row that was read last begins: its line (a row may have several) and the
   * column there. Of an earlier row only the line is still known.
   *
   * @param cell counted from 0; one that the row does not have is where the row is
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

  /** A title, a version or a date above the header is a common reason why there is none. */
  private void checkBelow(
      Dialect dialect, String column, @Nullable Character named, long linesAbove, Row first) {
    long line = dialect.lineWith(column, named);
    if (line > 0) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          new Place(input.name(), first.line(), 0),
          "this is not a header: line " + (linesAbove + line) + " has a column " + column,
          "remove what is above line " + (linesAbove + line));
    }
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
    if (window.text()[scan.start()] == MARK && !scan.firstIsQuoted()) {
      cells[0] = withoutMarks(cells[0]);
    }
    return form.row(scan, window.position(scan.start()), cells);
  }

  /** Files that begin with a byte order mark were put one behind the other. */
  private static String withoutMarks(String cell) {
    int from = 0;
    while (from < cell.length() && cell.charAt(from) == MARK) {
      from++;
    }
    return cell.substring(from);
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
