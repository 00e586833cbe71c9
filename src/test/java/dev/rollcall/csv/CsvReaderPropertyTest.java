package dev.rollcall.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else wrote is read back: the same cells, each where it stands. */
class CsvReaderPropertyTest {

  private static final String NAME = "users.csv";
  private static final List<String> LINE_ENDS = List.of("\n", "\r", "\r\n");

  private static final List<String> PIECES =
      List.of(
          ",",
          ",",
          "\"",
          "\"a,b\"",
          " ",
          "a",
          "bob",
          "\u00eb",
          "\ud83d\ude00",
          "\0",
          " \"",
          "\t",
          "\u00a0",
          "\u200b\"",
          "\ufeff",
          "\u001a",
          "\f\"");

  private static final List<String> QUIRKS =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "a",
          ",",
          "'",
          "''",
          "%",
          "\"",
          "\\",
          "!",
          "\\N",
          "\\n",
          "\\0",
          "\n#",
          "\n#'\"\n",
          "\nEOF\n",
          "EOF",
          "\nE,F",
          "\n",
          "\n");

  @TempDir Path folder;

  @Test
  void rowsAreReadAsTheyWereWritten() {
    Seeds.each(400, this::readsBack);
  }

  private void readsBack(Random random) throws Exception {
    boolean delimiterNamed = random.nextBoolean();
    WrittenCsv written = new WrittenCsv(random, !delimiterNamed);
    byte[] bytes = written.bytes();
    byte[] delivered = random.nextBoolean() ? bytes : inPieces(random, bytes);
    Path file = Files.write(folder.resolve(NAME), delivered);
    CsvFormat format =
        new CsvFormat(delimiterNamed ? written.delimiter : null, charset(random, written), true);
    try (CsvReader reader = CsvReader.open(Input.of(file, NAME), format, "username")) {
      assertThat(reader.delimiter()).isEqualTo(written.delimiter);
      assertThat(reader.charset()).isEqualTo(written.charset);
      assertThat(reader.header()).isEqualTo(written.header);
      assertThat(reader.width()).isEqualTo(written.header.size());
      for (WrittenCsv.Written expected : written.rows()) {
        check(reader, written, expected);
      }
      assertThat(reader.next()).as("the row after the last").isNull();
      assertThat(reader.next()).as("and ever after").isNull();
      assertThat(reader.bytesRead()).isEqualTo(delivered.length);
      assertThat(reader.sha256OfWhatWasRead()).isEqualTo(sha256(delivered));
    }
  }

  /** Packed so that the text comes in pieces that end anywhere, as within a character. */
  private static byte[] inPieces(Random random, byte[] bytes) {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    int from = 0;
    for (int left = 1 + random.nextInt(100); left > 0; left--) {
      int size = random.nextInt(1 << random.nextInt(16));
      int to = left == 1 ? bytes.length : Math.min(bytes.length, from + size);
      pieces.writeBytes(Packer.GZIP.pack(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    return pieces.toByteArray();
  }

  /** Looking suffices, unless it takes a name. */
  private static @Nullable Charset charset(Random random, WrittenCsv written) {
    boolean mustBeNamed = written.charset.name().startsWith("windows");
    if (!mustBeNamed && random.nextBoolean()) {
      return null;
    }
    boolean utf16 = written.charset.name().startsWith("UTF-16");
    return utf16 && random.nextBoolean() ? StandardCharsets.UTF_16 : written.charset;
  }

  /** Long ones too, as what counts may stand where what is held of a text begins or ends. */
  @Test
  void anyTextIsReadAsThePlainestReadingHasIt() {
    Seeds.each(200, this::readsPlainly);
  }

  private void readsPlainly(Random random) throws Exception {
    String text = anyText(random);
    PlainCsv plain = new PlainCsv(text, ',');
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] delivered = bytes.length > 0 && random.nextBoolean() ? bytes : inPieces(random, bytes);
    Path file = Files.write(folder.resolve(NAME), delivered);
    int read = 0;
    Problem end = null;
    try (CsvReader reader =
        CsvReader.open(Input.of(file, NAME), new CsvFormat(',', null, false), null)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        assertThat(read).as("rows").isLessThan(plain.records().size());
        check(reader, row, plain.records().get(read++));
      }
    } catch (Failure e) {
      end = e.problems().get(0);
    }
    assertThat(read).as("rows").isEqualTo(plain.records().size());
    PlainCsv.Cell open = plain.openCell();
    if (open != null) {
      assertThat(end).extracting(Problem::code).isEqualTo(ProblemCode.QUOTE_NOT_CLOSED);
      assertThat(end.place()).isEqualTo(new Place(NAME, open.line(), open.column()));
    } else if (read == 0) {
      assertThat(end).extracting(Problem::code).isEqualTo(ProblemCode.INPUT_EMPTY);
    } else {
      assertThat(end).isNull();
    }
  }

  /** What a job says of a file beside its rows, in any mixture. */
  @Test
  void anyTextWithQuirksIsReadAsThePlainestReadingHasIt() {
    Seeds.each(600, this::readsQuirks);
  }

  private void readsQuirks(Random random) throws Exception {
    Quirks quirks = quirks(random);
    String text = quirkyText(random);
    PlainCsv plain = new PlainCsv(text, ',', quirks);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] delivered = bytes.length > 0 && random.nextBoolean() ? bytes : inPieces(random, bytes);
    Path file = Files.write(folder.resolve(NAME), delivered);
    int read = 0;
    Problem end = null;
    CsvFormat format = new CsvFormat(',', null, false).with(quirks);
    try (CsvReader reader = CsvReader.open(Input.of(file, NAME), format, null)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        assertThat(read).as("rows").isLessThan(plain.records().size());
        check(reader, row, plain.records().get(read++));
      }
      assertThat(reader.next()).as("and ever after").isNull();
    } catch (Failure e) {
      end = e.problems().get(0);
    }
    assertThat(read).as("rows").isEqualTo(plain.records().size());
    checkEnd(end, plain, quirks);
  }

  private static void checkEnd(@Nullable Problem end, PlainCsv plain, Quirks quirks) {
    PlainCsv.Record trailer = plain.trailer();
    if (plain.openCell() != null) {
      checkEnd(end, ProblemCode.QUOTE_NOT_CLOSED, plain.openCell());
    } else if (plain.openEscape() != null) {
      checkEnd(end, ProblemCode.INPUT_CUT_OFF, plain.openEscape());
    } else if (plain.records().isEmpty() && !plain.behindTrailer()) {
      boolean allSkipped = plain.lastLine() <= quirks.skip();
      assertThat(end)
          .extracting(Problem::code)
          .isIn(
              ProblemCode.INPUT_EMPTY,
              allSkipped ? ProblemCode.HEADER_WRONG : ProblemCode.TRAILER_WRONG);
    } else if (quirks.trailer() == null) {
      assertThat(end).isNull();
    } else if (trailer == null
        || plain.behindTrailer()
        || quirks.trailer().rows() > 0 && !saysRows(trailer, quirks.trailer().rows(), plain)) {
      assertThat(end).extracting(Problem::code).isEqualTo(ProblemCode.TRAILER_WRONG);
      assertThat(end.place())
          .isEqualTo(new Place(NAME, trailer == null ? plain.lastLine() : trailer.line(), 0));
    } else {
      assertThat(end).isNull();
    }
  }

  private static void checkEnd(@Nullable Problem end, ProblemCode code, PlainCsv.Cell at) {
    assertThat(end).extracting(Problem::code).isEqualTo(code);
    assertThat(end.place()).isEqualTo(new Place(NAME, at.line(), at.column()));
  }

  private static boolean saysRows(PlainCsv.Record trailer, int cell, PlainCsv plain) {
    return cell <= trailer.cells().size()
        && trailer.texts().get(cell - 1).matches(" *0*" + plain.records().size() + " *");
  }

  /** The parser and the scan by which quirks are read find the same where there are none. */
  @Test
  void aQuirkThatAFileDoesNotHaveChangesNothing() {
    Seeds.each(
        200,
        random -> {
          String text = anyText(random).replace("~", "");
          Path file = Files.writeString(folder.resolve(NAME), text);
          CsvFormat usual = new CsvFormat(',', null, false);
          CsvFormat quirky = usual.with(new Quirks(0, '"', null, '~', null));
          assertThat(outcome(file, quirky)).isEqualTo(outcome(file, usual));
        });
  }

  private static List<String> outcome(Path file, CsvFormat format) {
    List<String> outcome = new ArrayList<>();
    try (CsvReader reader = CsvReader.open(Input.of(file, NAME), format, null)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        outcome.add(row.line() + " " + row.malformed() + " " + row.message() + " " + row.cells());
      }
    } catch (Failure e) {
      outcome.add(e.getMessage());
    }
    return outcome;
  }

  private static Quirks quirks(Random random) {
    Trailer trailer =
        random.nextBoolean()
            ? null
            : new Trailer(
                List.of("EOF", "EOF*", "*F*", "*,E*F", "#E*", "E,*").get(random.nextInt(6)),
                random.nextInt(3));
    return new Quirks(
        random.nextBoolean() ? 0 : random.nextInt(5),
        List.of('"', '\'', '%').get(random.nextInt(3)),
        random.nextBoolean() ? null : random.nextBoolean() ? '\\' : '!',
        random.nextBoolean() ? null : '#',
        trailer);
  }

  private static String quirkyText(Random random) {
    String text = anyText(random);
    StringBuilder quirky = new StringBuilder();
    int pieces = random.nextInt(30);
    for (int i = 0; i < pieces; i++) {
      int from = random.nextInt(text.length() + 1);
      quirky.append(text, from, Math.min(text.length(), from + random.nextInt(8)));
      quirky.append(QUIRKS.get(random.nextInt(QUIRKS.size())));
    }
    if (random.nextInt(20) == 0) {
      quirky.insert(0, text);
    }
    if (random.nextBoolean()) {
      quirky.append("\nEOF,").append(random.nextInt(8)).append(random.nextBoolean() ? "\n\n" : "");
    }
    // Half a character that was cut in two is no text.
    return new String(quirky.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void check(CsvReader reader, Row row, PlainCsv.Record record) {
    assertThat(row.cells()).isEqualTo(record.texts());
    assertThat(row.line()).as("line of %s", record).isEqualTo(record.line());
    assertThat(row.malformed()).as("fault of %s", record).isEqualTo(record.fault(reader.width()));
    if (row.isPlain()) {
      assertThat(row.cells()).allMatch(cell -> cell.matches("([!-~]([ -~]*[!-~])?)?"));
    }
    for (int cell = 0; cell < row.size(); cell++) {
      PlainCsv.Cell at = record.cells().get(cell);
      assertThat(reader.place(row, cell)).isEqualTo(new Place(NAME, at.line(), at.column()));
    }
  }

  /** Without sense; some characters are frequent in one text, and others in the next. */
  private static String anyText(Random random) {
    int length = random.nextInt(List.of(5, 5, 50, 1_000, 300_000).get(random.nextInt(5)));
    List<String> pieces = new ArrayList<>(LINE_ENDS);
    for (int i = random.nextInt(20); i > 0; i--) {
      pieces.add(PIECES.get(random.nextInt(PIECES.size())));
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static void check(CsvReader reader, WrittenCsv written, WrittenCsv.Written expected) {
    Row row = reader.next();
    assertThat(row).as("row %s", expected).isNotNull();
    assertThat(row.line()).as("line of %s", expected).isEqualTo(written.line(expected.start()));
    assertThat(row.malformed()).as("fault of %s", expected).isEqualTo(expected.fault());
    assertThat(row.cells()).isEqualTo(expected.cells());
    for (int cell = 0; cell < row.size(); cell++) {
      int start = expected.starts().get(cell);
      assertThat(reader.place(row, cell))
          .as("place of cell %d of %s", cell, expected)
          .isEqualTo(new Place(NAME, written.line(start), written.column(start)));
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
