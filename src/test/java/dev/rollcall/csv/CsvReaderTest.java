package dev.rollcall.csv;

import static dev.rollcall.csv.Bytes.bytes;
import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.RejectCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where reading has to say no, or has to look before it can say anything. */
class CsvReaderTest {

  private static final String NAME = "users.csv";
  private static final CsvFormat NO_HEADER = new CsvFormat(',', null, false);

  @TempDir Path folder;

  @Test
  void theHeaderOnceMoreIsPassedOverAndToldWithItsLine() {
    String text = "username\nann\n\ufeffusername\nbob\n \n\"username\"\nUsername\n";
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    assertThat(rows(reader)).containsExactly(List.of("ann"), List.of("bob"), List.of("Username"));
    assertThat(reader.notes())
        .containsExactly("the header comes again in line 3, 6, and was skipped");
    CsvReader many = open("a,b\n" + "a,b\n".repeat(7), CsvFormat.AUTO, null);
    assertThat(many.next()).isNull();
    assertThat(many.notes().toString()).contains("2, 3, 4, 5, 6 and 2 more");
    assertThat(rows(open("a\na\n", NO_HEADER, null))).hasSize(2);
  }

  @Test
  void rowsOfBlanksAreBlankLines() {
    String text =
        ",,\n\u00a0, ,\u200b\nusername,level,x\n,,\n   \n\"\",\" \",\n,\n,,,,,\nann,,\n\ufeff\n";
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    Row ann = reader.next();
    assertThat(ann.cells()).containsExactly("ann", "", "");
    assertThat(ann.line()).isEqualTo(9);
    assertThat(reader.next()).isNull();
  }

  @Test
  void aMarkBehindTheLastRowIsTheEndOfTheFile() {
    for (int length : new int[] {1, 20_000, 70_000, 200_000}) {
      String name = "x".repeat(length);
      assertThat(rows(open("a\n" + name + "\u001a", CsvFormat.AUTO, null)))
          .containsExactly(List.of(name));
      assertThat(rows(open("a\n" + name + "\n\u001a", CsvFormat.AUTO, null)))
          .containsExactly(List.of(name));
    }
    assertThat(rows(open("a\nb\u001ac\n", CsvFormat.AUTO, null)))
        .containsExactly(List.of("b\u001ac"));
    assertThat(problem(() -> open("\u001a", CsvFormat.AUTO, null)).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
  }

  /** Else a line of a reason would be a user of its own. */
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^"})
  void blanksRoundAQuotedCellAreNoPartOfIt(String delimiter) {
    String text =
        """
        username, "level","reason"\u00a0
        alice,1,\u00a0 "asked
        mallory,99,x"\u200b
        \ufeff"bob" ,2, "say ""so\"""
        carol, x"y ,
        """;
    String written = text.replace(",", delimiter).replace("99" + delimiter, "99,");
    CsvReader reader = open(written, CsvFormat.AUTO, "username");
    assertThat(reader.header()).containsExactly("username", "level", "reason");
    assertThat(rows(reader))
        .containsExactly(
            List.of("alice", "1", "asked\nmallory" + delimiter + "99,x"),
            List.of("bob", "2", "say \"so\""),
            List.of("carol", " x\"y ", ""));
  }

  @Test
  void aByteOrderMarkAtTheStartOfARowIsDropped() {
    assertThat(rows(open("a,b\n\ufeff\ufeffbob,\ufeffx\n\"\ufeffc\",\"\"\n", CsvFormat.AUTO, null)))
        .containsExactly(List.of("bob", "\ufeffx"), List.of("\ufeffc", ""));
  }

  @Test
  void nameslessColumnsMayBeSeveral() {
    assertThat(open("username,, ,\n", CsvFormat.AUTO, "username").header())
        .containsExactly("username", "", " ", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n\r\n\r", "\ufeff", "\ufeff\r\n"})
  void textWithoutARowHasNoHeader(String text) {
    assertThat(problem(() -> open(text, CsvFormat.AUTO, "username")).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
  }

  @Test
  void aHeaderMayBeAllThereIs() {
    assertThat(open("username", CsvFormat.AUTO, "username").next()).isNull();
  }

  @Test
  void aThousandColumnsAreReadAndOneMoreIsSaidWithItsPlace() {
    String names = String.join(",", names(1_000));
    assertThat(open(names + "\n", CsvFormat.AUTO, null).width()).isEqualTo(1_000);
    Problem problem = problem(() -> open(names + ",more\n", CsvFormat.AUTO, null));
    assertThat(problem.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 1, names.length() + 2));
    assertThat(problem(() -> open(names + ",more\n", NO_HEADER, null)).code())
        .isEqualTo(ProblemCode.HEADER_WRONG);
  }

  @Test
  void withoutAHeaderTheFirstRowSaysHowManyCellsThereAre() {
    CsvReader reader = open("ann,1\nbob\ncy,3\n", NO_HEADER, null);
    assertThat(reader.header()).isEmpty();
    assertThat(reader.width()).isEqualTo(2);
    assertThat(faults(reader)).containsExactly(null, RejectCode.COLUMN_COUNT, null);
  }

  // Rows whose form is wrong, among others.

  @Test
  void aRowOfWrongFormIsSaidToBeSoAndHarmsNoOther() {
    String text =
        """
        username,level
        ann,1
        bob
        "cy" the third,3
        dee,4,5
        "eve" "x,1
        nul\0,1
        fay,6
        """;
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    assertThat(faults(reader))
        .containsExactly(
            null,
            RejectCode.COLUMN_COUNT,
            RejectCode.QUOTE_MISPLACED,
            RejectCode.COLUMN_COUNT,
            RejectCode.QUOTE_MISPLACED,
            RejectCode.CELL_HAS_NUL,
            null);
  }

  @Test
  void theFaultThatComesFirstAmongTheCodesIsTold() {
    String tooLong = "x".repeat(Row.LONGEST_CELL_BYTES + 1);
    String text =
        "a,b\n"
            + ("\"q\"x\0," + tooLong + ",3\n")
            + ("\"q\"x\0," + tooLong + "\n")
            + ("\0," + tooLong + "\n")
            + "\0,1\n";
    assertThat(faults(open(text, CsvFormat.AUTO, null)))
        .containsExactly(
            RejectCode.COLUMN_COUNT,
            RejectCode.QUOTE_MISPLACED,
            RejectCode.CELL_TOO_LONG,
            RejectCode.CELL_HAS_NUL);
  }

  @Test
  void theMessageOfAFaultTellsTheCellAndNothingOfWhatItHolds() {
    String tooLong = "secret".repeat(Row.LONGEST_CELL_BYTES / 5);
    String text = "a,b\nsecret,\"x\"secret\nsecret\n1,se\0cret\n1," + tooLong + "\n";
    CsvReader reader = open(text, CsvFormat.AUTO, null);
    assertThat(reader.next().message()).contains("cell 2").doesNotContain("secret");
    assertThat(reader.next().message()).contains("1 cell, the header has 2");
    assertThat(reader.next().message()).contains("cell 2").doesNotContain("secret");
    assertThat(reader.next().message()).contains("cell 2").doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"a, 65536", "ë, 32768", "人, 21845", "😀, 16384"})
  void aCellHasAtMost64KibInUtf8(String character, int most) {
    String text = character.repeat(most) + "\n" + character.repeat(most + 1) + "\n";
    // That the second is quoted makes it no longer, nor do doubled quotes in it.
    String quotes = "\"" + "\"\"".repeat(Row.LONGEST_CELL_BYTES) + "\"\n";
    String more = "\"" + "\"\"".repeat(Row.LONGEST_CELL_BYTES + 1) + "\"\n";
    assertThat(faults(open(text + quotes + more, NO_HEADER, null)))
        .containsExactly(null, RejectCode.CELL_TOO_LONG, null, RejectCode.CELL_TOO_LONG);
  }

  // What makes the rest of the file doubtful.

  @Test
  void aQuoteThatNeverClosesIsReportedWhereItOpened() {
    String text =
        "username,reason\r\n"
            + "ann,fine\r\n\r\n"
            + "bob,\"two\r\n"
            + "lines\"\r\n"
            + "\u00eb\ud83d\ude00,\"cut\r\n"
            + "off,1\r\n";
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    assertThat(reader.next().cell(0)).isEqualTo("ann");
    assertThat(reader.next().cell(1)).isEqualTo("two\r\nlines");
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.QUOTE_NOT_CLOSED);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 6, 4));
    assertThat(problem.what()).as("nothing of a limit").endsWith("never closes");
  }

  /** It would otherwise fill the memory before it is seen to be stray. */
  @Test
  void aStrayQuoteInALargeFileIsReportedWhereItOpened() {
    String rows = "ann,1\n".repeat(CsvReader.LONGEST_ROW_CHARACTERS / 3);
    CsvReader reader = open("username,level\nann,\"\n" + rows, CsvFormat.AUTO, "username");
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.QUOTE_NOT_CLOSED);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 2, 5));
    assertThat(problem.what()).contains("within 4,194,304 characters");
  }

  @Test
  void aRowWithoutEndIsReportedWhereItBegins() {
    String text = "username\nann\n\n" + "x".repeat(CsvReader.LONGEST_ROW_CHARACTERS + 1);
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    assertThat(reader.next().cell(0)).isEqualTo("ann");
    Problem problem = problem(reader::next);
    assertThat(problem.code()).isEqualTo(ProblemCode.ROW_TOO_LONG);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 4, 0));
  }

  @Test
  void aRowOfTheLargestSizeIsRead() {
    String row = "x".repeat(CsvReader.LONGEST_ROW_CHARACTERS - 1) + "\n";
    CsvReader reader = open("username\n" + row + "ann\n", CsvFormat.AUTO, "username");
    assertThat(faults(reader)).containsExactly(RejectCode.CELL_TOO_LONG, null);
  }

  // Places.

  @Test
  void ofAnEarlierRowOnlyTheLineIsKnown() {
    CsvReader reader = open("username,level\nann,1\nbob,2\n", CsvFormat.AUTO, "username");
    Row ann = reader.next();
    assertThat(reader.place(ann, 1)).isEqualTo(new Place(NAME, 2, 5));
    for (int none : new int[] {-1, 2, 7}) {
      assertThat(reader.place(ann, none)).as("cell %d", none).hasToString("users.csv:2:1");
    }
    reader.next();
    assertThat(reader.place(ann, 1)).isEqualTo(new Place(NAME, 2, 0));
  }

  private CsvReader open(String text, CsvFormat format, String expectedKeyColumn) {
    try {
      return open(text.getBytes(UTF_8), format, expectedKeyColumn);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CsvReader open(byte[] bytes, CsvFormat format, String expectedKeyColumn)
      throws IOException {
    Path file = Files.write(folder.resolve(NAME), bytes);
    return CsvReader.open(Input.of(file, NAME), format, expectedKeyColumn);
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("c" + i);
    }
    return names;
  }

  private static List<List<String>> rows(CsvReader reader) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row = reader.next(); row != null; row = reader.next()) {
      rows.add(row.cells());
    }
    return rows;
  }

  private static List<RejectCode> faults(CsvReader reader) {
    List<RejectCode> faults = new ArrayList<>();
    for (Row row = reader.next(); row != null; row = reader.next()) {
      faults.add(row.malformed());
    }
    return faults;
  }
}
