package dev.rollcall.csv;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes, read as CSV in every dialect and charset: the rows are those that the plainest reading
 * finds, each at its place, or the end is a failure with a documented code. The first byte chooses
 * the format, the second the charset, the rest is the file.
 */
public final class CsvReaderFuzz {

  private static final String NAME = "users.csv";

  private static final List<Charset> OTHERS =
      Charset.availableCharsets().values().stream().filter(Charset::canEncode).toList();

  private static final List<Charset> USUAL =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          StandardCharsets.ISO_8859_1,
          StandardCharsets.US_ASCII);

  private static final Set<ProblemCode> OPENING =
      Set.of(
          ProblemCode.INPUT_EMPTY,
          ProblemCode.HEADER_WRONG,
          ProblemCode.DELIMITER_UNCLEAR,
          ProblemCode.INPUT_UNREADABLE,
          ProblemCode.QUOTE_NOT_CLOSED,
          ProblemCode.BYTES_NOT_IN_CHARSET);

  private static final Set<ProblemCode> READING =
      Set.of(ProblemCode.QUOTE_NOT_CLOSED, ProblemCode.BYTES_NOT_IN_CHARSET);

  /** Without what Commons CSV takes for text: blanks, marks, and what ends the file. */
  private static final Pattern BUT_COMMONS_KEEPS =
      Pattern.compile("(?s)[[\r\n\\x{21}-\\x{7e}]\\p{L}&&[^ ]]*");

  private final byte[] bytes;
  private final CsvFormat format;
  private final String text;
  private final int badByte;

  private CsvReaderFuzz(byte[] bytes, CsvFormat format) {
    this.bytes = bytes;
    this.format = format;
    Charset charset = format.charset() == null ? StandardCharsets.UTF_8 : format.charset();
    int mark = 0;
    boolean wide = charset.name().contains("UTF-32");
    if (wide && startsWith(0xff, 0xfe, 0, 0)) {
      charset = Charset.forName("UTF-32LE");
      mark = 4;
    } else if (wide && startsWith(0, 0, 0xfe, 0xff)) {
      charset = Charset.forName("UTF-32BE");
      mark = 4;
    } else if (wide) {
      mark = 0;
    } else if (startsWith(0xef, 0xbb, 0xbf)) {
      charset = StandardCharsets.UTF_8;
      mark = 3;
    } else if (startsWith(0xff, 0xfe)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (startsWith(0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes).position(mark);
    CharBuffer out =
        CharBuffer.allocate(16 + (int) (bytes.length * (double) decoder.maxCharsPerByte()));
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    text = out.flip().toString();
    badByte = result.isError() ? in.position() : -1;
  }

  private boolean startsWith(int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    int choice = fuzz.choice(24);
    int delimiter = choice % 6;
    boolean header = choice < 12;
    @Nullable String expected = choice % 12 < 6 ? "username" : null;
    @Nullable Charset charset = charset(fuzz.choice(256));
    byte[] bytes = fuzz.rest();
    if (bytes.length > 0 && Packer.looksPacked(bytes)) {
      return;
    }
    CsvFormat format =
        new CsvFormat(
            delimiter == 5 ? null : (Character) CsvFormat.DELIMITERS.charAt(delimiter),
            charset,
            header);
    new CsvReaderFuzz(bytes, format).check(expected);
  }

  private static @Nullable Charset charset(int choice) {
    if (choice < 128) {
      return null;
    }
    int named = choice - 128;
    return named < USUAL.size() ? USUAL.get(named) : OTHERS.get(named % OTHERS.size());
  }

  private void check(@Nullable String expectedColumn) {
    List<Row> rows = new ArrayList<>();
    try {
      Input input = Input.of(FuzzFolder.write(NAME, bytes), NAME);
      try (CsvReader reader = CsvReader.open(input, format, expectedColumn)) {
        PlainCsv plain = new PlainCsv(withoutSeparatorLine(), reader.delimiter());
        try {
          read(reader, plain, rows);
        } catch (Failure e) {
          Broken.unless(e, READING);
          checkEnd(e.problems().get(0), plain);
        }
        compareWithCommons(reader.delimiter(), rows);
      }
    } catch (Failure e) {
      Broken.unless(e, OPENING);
      checkPlaces(e);
    }
  }

  private void read(CsvReader reader, PlainCsv plain, List<Row> rows) {
    List<PlainCsv.Record> records = plain.records();
    int first = 0;
    if (format.header()) {
      List<String> header = records.get(0).texts();
      Broken.unlessSame("header", reader.header(), header);
      first = 1;
      records =
          Stream.concat(
                  records.stream().limit(1),
                  records.stream().skip(1).filter(record -> !record.texts().equals(header)))
              .toList();
    }
    Row row;
    while ((row = reader.next()) != null) {
      int index = first + rows.size();
      if (index >= records.size()) {
        throw Broken.promise("a row that is not there: " + row.cells());
      }
      compare(reader, row, records.get(index));
      rows.add(row);
    }
    Broken.unlessSame("number of rows", first + rows.size(), records.size());
    Broken.unlessSame("open quote", plain.openCell(), null);
    Broken.unlessSame("byte that does not fit", badByte, -1);
    Broken.unlessSame("UTF-8 under the name of an 8-bit charset", isMisnamedUtf8(), false);
    Broken.unlessSame("bytes read", reader.bytesRead(), (long) bytes.length);
  }

  private void compare(CsvReader reader, Row row, PlainCsv.Record record) {
    Broken.unlessSame("row", row.cells(), record.texts());
    Broken.unlessSame("line of " + record, row.line(), record.line());
    RejectCode fault = record.fault(reader.width());
    if (row.malformed() != RejectCode.CELL_TOO_LONG) {
      Broken.unlessSame("fault of " + record, row.malformed(), fault);
    }
    for (int i = 0; i < row.size(); i++) {
      PlainCsv.Cell cell = record.cells().get(i);
      Place place = new Place(NAME, cell.line(), cell.column());
      Broken.unlessSame("place of " + cell, reader.place(row, i), place);
    }
  }

  private void checkEnd(Problem problem, PlainCsv plain) {
    if (problem.code() == ProblemCode.BYTES_NOT_IN_CHARSET && isMisnamedUtf8()) {
      return;
    }
    if (problem.code() == ProblemCode.BYTES_NOT_IN_CHARSET) {
      if (!problem.what().contains("at offset " + badByte + " ")) {
        throw Broken.promise("byte " + badByte + " is the first that does not fit: " + problem);
      }
      return;
    }
    PlainCsv.Cell open = plain.openCell();
    if (open == null || badByte >= 0) {
      throw Broken.promise("no quote is open: " + problem);
    }
    Place place = new Place(NAME, open.line(), open.column());
    Broken.unlessSame("place of the open quote", problem.place(), place);
  }

  /** A blank line in its place, for the lines to be counted alike. */
  private String withoutSeparatorLine() {
    return text.replaceFirst("^([\\r\\n]*)(?i)\ufeff?sep=(?:\\P{Cntrl}|\\t) *(?=[\\r\\n]|$)", "$1");
  }

  private boolean isMisnamedUtf8() {
    if (format.charset() == null || !EightBit.isOne(format.charset())) {
      return false;
    }
    boolean high = false;
    for (byte each : bytes) {
      high |= each < 0;
    }
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    return high && java.util.Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes);
  }

  private void checkPlaces(Failure failure) {
    long lines = 1 + text.chars().filter(c -> c == '\n' || c == '\r').count();
    for (Problem problem : failure.problems()) {
      Place place = problem.place();
      if (place == null || place.line() > lines || place.column() > text.length() + 1) {
        throw Broken.promise("a place outside the file: " + problem);
      }
    }
  }

  /** As far as Commons CSV goes, which stops at text after a closing quote. */
  private void compareWithCommons(char delimiter, List<Row> rows) {
    if (!BUT_COMMONS_KEEPS.matcher(text).matches()) {
      return;
    }
    CSVFormat commons =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), commons)) {
      int index = format.header() ? -1 : 0;
      List<String> header = List.of();
      for (CSVRecord record : parser) {
        List<String> cells = List.of(record.values());
        if (cells.stream().allMatch(cell -> Blanks.strip(cell).isEmpty()) || cells.equals(header)) {
          continue;
        }
        header = index < 0 ? cells : header;
        if (index >= rows.size()) {
          return;
        }
        if (index >= 0) {
          Broken.unlessSame("row", rows.get(index).cells(), cells);
        }
        index++;
      }
    } catch (IOException | UncheckedIOException e) {
      return;
    }
  }
}
