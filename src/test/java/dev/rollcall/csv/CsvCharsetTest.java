package dev.rollcall.csv;

import static dev.rollcall.csv.Bytes.bytes;
import static dev.rollcall.csv.Bytes.concat;
import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which charset a file is in, and where it is not. */
class CsvCharsetTest {

  private static final String NAME = "users.csv";
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, true", "UTF-16BE, true"})
  void theCharsetIsFoundByItsMark(Charset charset, boolean mark) throws IOException {
    byte[] bytes = ((mark ? "\ufeff" : "") + "username\nZoë😀\n").getBytes(charset);
    CsvReader reader = open(bytes, CsvFormat.AUTO);
    assertThat(reader.charset()).isEqualTo(charset);
    assertThat(reader.header()).containsExactly("username");
    assertThat(reader.next().cell(0)).isEqualTo("Zoë😀");
  }

  /** And what is written in the charset that was found is read under the name again. */
  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16LE",
    "UTF-16, UTF-16BE",
    "x-UTF-16LE-BOM, UTF-16LE",
    "UTF-32, UTF-32LE",
    "UTF-32, UTF-32BE",
    "UTF-32LE, UTF-32LE",
    "X-UTF-32LE-BOM, UTF-32LE",
    "X-UTF-32BE-BOM, UTF-32BE"
  })
  void aNamedCharsetMayLeaveTheOrderOfBytesToTheMark(Charset named, Charset found)
      throws IOException {
    CsvFormat format = new CsvFormat(null, named, true);
    CsvReader reader = open("\ufeffusername\nZoë\n".getBytes(found), format);
    assertThat(reader.charset()).isEqualTo(found);
    assertThat(reader.header()).containsExactly("username");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    CsvWriter writer = new CsvWriter(written, ',', reader.charset());
    writer.row(reader.header());
    writer.finish();
    assertThat(open(written.toByteArray(), format).header()).containsExactly("username");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16BE, UTF-16LE", "UTF-32BE, UTF-32LE", "UTF-16, UTF-8", "UTF-8, UTF-16LE"})
  void aMarkOfAnotherCharsetThanIsNamedIsRefused(Charset named, Charset found) {
    byte[] bytes = "\ufeffusername\n".getBytes(found);
    assertThat(problem(() -> open(bytes, new CsvFormat(null, named, true))).code())
        .isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
  }

  @Test
  void aMarkThatIsNotTheNamedCharsetsIsNotReadOver() {
    CsvFormat windows = new CsvFormat(null, WINDOWS_1252, true);
    assertThat(problem(() -> open(bytes("\ufeffusername\n"), windows)).code())
        .isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
  }

  @Test
  void bytesThatAreNotTheCharsetsEndTheReadingWithTheirOffsetAndAdvice() throws IOException {
    byte[] start = "\ufeffusername,level\nZoë,1\n".getBytes(UTF_8);
    byte[] bytes = concat(start, "Zo".getBytes(UTF_8), new byte[] {(byte) 0xeb}, bytes(",2\n"));
    CsvReader reader = open(bytes, CsvFormat.AUTO);
    assertThat(reader.next().cell(0)).isEqualTo("Zoë");
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
    assertThat(problem.what()).contains("byte eb", "offset " + (start.length + 2), "UTF-8");
    assertThat(problem.advice()).contains("windows-1252");
    assertThat(problem.place()).isEqualTo(new Place(NAME, 3, 3));
  }

  /** Far behind the first block that is read, in a character that two blocks share. */
  @Test
  void theOffsetOfSuchBytesIsRightFarIntoTheFile() throws IOException {
    byte[] start = ("username\n" + "人人人\n".repeat(50_000)).getBytes(UTF_8);
    byte[] bytes = concat(start, new byte[] {(byte) 0xe4, (byte) 0xba}, bytes("x\n"));
    CsvReader reader = open(bytes, CsvFormat.AUTO);
    Problem problem =
        problem(
            () -> {
              while (reader.next() != null) {
                // On to the end.
              }
            });
    assertThat(problem.what()).contains("offset " + start.length);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 50_002, 1));
  }

  @Test
  void aFileThatIsCutOffInsideACharacterIsSaidToBeSo() throws IOException {
    byte[] bytes = concat(bytes("username\nann\nZo"), new byte[] {(byte) 0xc3});
    CsvReader reader = open(bytes, CsvFormat.AUTO);
    assertThat(reader.next().cell(0)).isEqualTo("ann");
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
    assertThat(problem.what()).contains("cut off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void halfASurrogatePairIsNoCharacter(Charset charset) throws IOException {
    byte[] text = "\ufeffusername\nann".getBytes(charset);
    int high = charset.equals(UTF_16LE) ? 1 : 0;
    byte[] half = {0, 0};
    half[high] = (byte) 0xd8;
    byte[] bytes = concat(text, half, "x\n".getBytes(charset));
    CsvReader reader = open(bytes, new CsvFormat(null, UTF_16, true));
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
    assertThat(problem.what()).contains("offset " + text.length);
  }

  /** What reads right is seen by the word. */
  @Test
  void theCharsetsThatFitAreSaidWithTheWordAtTheOffset() throws IOException {
    byte[] bytes = concat(bytes("username\nann\nM"), new byte[] {(byte) 0xfc}, bytes("ller@x\n"));
    CsvReader reader = open(bytes, CsvFormat.AUTO);
    reader.next();
    assertThat(problem(reader::next).advice())
        .contains(
            "windows-1252 (the word there is \"Müller\")", "IBM850 (the word there is \"M³ller\")")
        .doesNotContain("@x");
    // Nothing in windows-1252 is 81, which is far behind the first byte that does not fit.
    byte[] late = concat(bytes, bytes("x\n".repeat(100_000)), new byte[] {(byte) 0x81});
    CsvReader other = open(late, CsvFormat.AUTO);
    other.next();
    assertThat(problem(other::next).advice()).doesNotContain("1252").contains("IBM850");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, false", "UTF-8, true", "windows-1252, false", "UTF-16LE, true"})
  void ofSeveralCharsetsTheFirstIsTakenThatFitsTheWholeFile(Charset written, boolean mark)
      throws IOException {
    String rows = "username\n" + "ann\n".repeat(100_000) + "Zoë\n";
    byte[] bytes = ((mark ? "\ufeff" : "") + rows).getBytes(written);
    CsvFormat format = CsvFormat.of(',', List.of(UTF_8, UTF_16, WINDOWS_1252), true);
    CsvReader reader = open(bytes, format);
    assertThat(reader.charset()).isEqualTo(written);
    String last = "";
    for (Row row = reader.next(); row != null; row = reader.next()) {
      last = row.cell(0);
    }
    assertThat(last).isEqualTo("Zoë");
  }

  @Test
  void whereNoneOfSeveralCharsetsFitsItIsSaidOfTheFirst() throws IOException {
    CsvFormat format = CsvFormat.of(',', List.of(UTF_8, WINDOWS_1252), true);
    CsvReader reader = open(concat(bytes("username\nx"), new byte[] {(byte) 0x81}), format);
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
    assertThat(problem.what()).contains("offset 10", "UTF-8");
  }

  /** Since the sender has changed, and ü would be Ã¼. */
  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "ISO-8859-1", "IBM850"})
  void aFileOfWhichEveryHighByteIsUtf8IsNotTakenForAnEightBitCharset(Charset named)
      throws IOException {
    CsvFormat format = new CsvFormat(',', named, true);
    for (String filler : List.of("", "ann\n".repeat(100_000))) {
      CsvReader reader = open(bytes("username\n" + filler + "müller\n"), format);
      Problem problem = problem(() -> readAll(reader));
      assertThat(problem.code()).isEqualTo(ProblemCode.BYTES_NOT_IN_CHARSET);
      assertThat(problem.what()).contains(named.name(), "in UTF-8");
      assertThat(problem.advice()).contains("[utf-8, " + named.name() + "]");
      byte[] other = concat(bytes("username\nmüller\n" + filler + "f"), "ü\n".getBytes(named));
      readAll(open(other, format));
      readAll(open(bytes("username\n" + filler), format));
    }
  }

  private static void readAll(CsvReader reader) {
    while (reader.next() != null) {
      // On to the end.
    }
  }

  /** Else half of it would be a NUL in every cell. */
  @Test
  void utf16WithoutItsMarkIsRefusedWithTheWayOut() throws IOException {
    byte[] bytes = "username,level\nann,1\n".getBytes(UTF_16LE);
    Problem problem = problem(() -> open(bytes, CsvFormat.AUTO));
    assertThat(problem.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(problem.advice()).contains("UTF-16");
  }

  private CsvReader open(byte[] bytes, CsvFormat format) throws IOException {
    Path file = Files.write(folder.resolve(NAME), bytes);
    return CsvReader.open(Input.of(file, NAME), format, "username");
  }
}
