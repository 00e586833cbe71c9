package dev.rollcall.csv;

import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
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

/** How the delimiter is found, and the header with it. */
class DialectTest {

  private static final String NAME = "users.csv";
  private static final CsvFormat NO_HEADER = new CsvFormat(',', null, false);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^"})
  void theDelimiterIsFoundByTheColumnThatTheJobExpects(String delimiter) {
    // Every other delimiter is more frequent, in the header as well as in the rows.
    String others = ",,;;\t\t||^^".replace(delimiter, "");
    String text = others + delimiter + "LOGIN " + delimiter + "x" + others + "\n";
    assertThat(open(text + text.replace("LOGIN", "ann"), CsvFormat.AUTO, " login").delimiter())
        .isEqualTo(delimiter.charAt(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^"})
  void withoutSuchAColumnTheDelimiterIsWhatDividesMostRowsAlike(String delimiter) {
    String text = "name,level\nann,2 or 3\nbob;4,5\n\"c,d\",6\n".replace(",", delimiter);
    assertThat(open(text, CsvFormat.AUTO, "username").delimiter()).isEqualTo(delimiter.charAt(0));
    assertThat(open(text, new CsvFormat(null, null, false), null).delimiter())
        .isEqualTo(delimiter.charAt(0));
  }

  @Test
  void textOfOneColumnIsDividedByNothing() {
    CsvReader reader =
        open("ann\nbob\n\"cy, the third\"\n", new CsvFormat(null, null, false), null);
    assertThat(reader.delimiter()).isEqualTo(',');
    assertThat(rows(reader))
        .containsExactly(List.of("ann"), List.of("bob"), List.of("cy, the third"));
  }

  /** The part of the text that is looked at ends before the comma that this row has. */
  @Test
  void aRowThatWasNotSeenWholeDoesNotCountForOrAgainstADelimiter() {
    String text = "login;mail,level\nann;" + "x".repeat(70_000) + ",1\n";
    assertThat(open(text, CsvFormat.AUTO, "username").delimiter()).isEqualTo(',');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "most rows alike are more than many cells = a;b,c,d/a;b,c,d/a;b,c,d/a;b/a;b/ = ;",
        "a title is no measure = users of May/ann;1/bob;2/cyd;3/ = ;",
        "what divides less than half alike is none = a;b/a;b/a;b;c/a;b;c;d/a;b;c;d;e/ = ,"
      })
  void rowsThatAreDividedAlikeTellTheDelimiter(String rule, String rows, char delimiter) {
    String text = rows.replace('/', '\n');
    assertThat(open(text, new CsvFormat(null, null, false), null).delimiter())
        .as(rule)
        .isEqualTo(delimiter);
  }

  /** A blank before a quote makes it no text: what is inside divides nothing. */
  @Test
  void whatIsInQuotesAfterBlanksDividesNothing() {
    String text = "ann; \"a;b;c\"\nbob; \"d\"\ncyd; \"e;f\"\n";
    assertThat(open(text, new CsvFormat(null, null, false), null).delimiter()).isEqualTo(';');
  }

  @Test
  void theLastRowOfATextThatWasSeenWholeCounts() {
    String text = "one,two\nann;1\nbob;2";
    assertThat(open(text, new CsvFormat(null, null, false), null).delimiter()).isEqualTo(';');
  }

  /** Blank lines tell nothing, and are part of no row, so they may be any number. */
  @Test
  void textMayBeginAfterManyBlankLinesAndHaveMoreBetweenItsRows() {
    int some = 200_000;
    int more = 3 * CsvReader.LONGEST_ROW_CHARACTERS / 2;
    String blank = "\n".repeat(some / 2) + "\r".repeat(some / 2);
    String text = blank + "name;level\nann;2\n" + "\r\n".repeat(more) + "bob;3\n";
    CsvReader reader = open(text, CsvFormat.AUTO, "username");
    assertThat(reader.delimiter()).isEqualTo(';');
    assertThat(reader.next().line()).isEqualTo(some + 2);
    assertThat(reader.next().line()).isEqualTo(some + 3 + more);
  }

  /** Rows without quotes are read another way than those with; neither may lose its place. */
  @Test
  void blankLinesMayStandBeforeAQuoteWhereverThatIsInTheFile() {
    for (int rows = 0; rows < 30_000; rows += 1_000) {
      String text = "ann\n".repeat(1 + rows) + "\n".repeat(50_000) + "\"bob\"\ncyd\n";
      CsvReader reader = open(text, NO_HEADER, null);
      Row last = null;
      for (Row row = reader.next(); row != null; row = reader.next()) {
        last = row;
      }
      assertThat(last.cell(0)).as("after %d rows", rows).isEqualTo("cyd");
      assertThat(last.line()).isEqualTo(1 + rows + 50_000 + 2);
      reader.close();
    }
  }

  @Test
  void aNamedDelimiterIsNotDoubted() {
    CsvReader reader = open("username,level\nann,2\n", new CsvFormat(';', null, true), "username");
    assertThat(reader.header()).containsExactly("username,level");
  }

  /** Nobody but the user can tell; a wrong guess makes users who are called like whole rows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "alice;Smith, Ann/bob;Miller, Bob/ = , = ;",
        "a,b;c;d/a,b;c;d/ = , = ;",
        "a|b^c/ = | = ^",
        "a;b\tc/a;b\tc/a/ = ; = tab"
      })
  void whereTwoDelimitersDivideTheRowsAsWellItIsAnErrorThatNamesBoth(
      String rows, String one, String other) {
    String text = rows.replace('/', '\n');
    Problem problem = problem(() -> open(text, new CsvFormat(null, null, false), null));
    assertThat(problem.code()).isEqualTo(ProblemCode.DELIMITER_UNCLEAR);
    assertThat(problem.what()).startsWith("both " + one + " and " + other + " ");
    assertThat(problem.advice()).contains("--delimiter");
    assertThat(open(text, new CsvFormat(';', null, false), null).next()).isNotNull();
  }

  @Test
  void aHeaderThatTwoDelimitersDivideWithTheExpectedColumnIsAnErrorThatNamesBoth() {
    Problem problem =
        problem(() -> open("\"username\"\t^level\nann\t^1\n", CsvFormat.AUTO, "username"));
    assertThat(problem.code()).isEqualTo(ProblemCode.DELIMITER_UNCLEAR);
    assertThat(problem.what()).startsWith("both tab and ^ ");
  }

  @Test
  void belowAHeaderOfOneColumnADelimiterMustNotDivideEveryRow() {
    String rows = "username\nalice;x\nbob;y\n";
    Problem problem = problem(() -> open(rows, CsvFormat.AUTO, "username"));
    assertThat(problem.code()).isEqualTo(ProblemCode.DELIMITER_UNCLEAR);
    assertThat(problem.what()).contains("one column, but ;");
    assertThat(open(rows + "carol\n", CsvFormat.AUTO, "username").width()).isEqualTo(1);
    assertThat(open(rows, new CsvFormat(',', null, true), "username").width()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\n", "SEP=; \r\n", "\ufeffsep=;\r", "\n\nsep=;\n"})
  void aFirstLineMayNameTheDelimiter(String line) {
    // A guess would find the comma.
    String rows = "name,x;level,y\nann,1;2,3\n";
    for (CsvFormat format : List.of(CsvFormat.AUTO, new CsvFormat(';', null, true))) {
      CsvReader reader = open(line + rows, format, null);
      assertThat(reader.delimiter()).isEqualTo(';');
      assertThat(reader.header()).containsExactly("name,x", "level,y");
      Row row = reader.next();
      assertThat(row.line()).isEqualTo(line.startsWith("\n") ? 5 : 3);
      assertThat(reader.place(row, 1)).isEqualTo(new Place(NAME, row.line(), 7));
    }
  }

  @Test
  void aDelimiterThatIsNotUnderstoodIsSaid() {
    Problem problem = problem(() -> open("sep=:\na:b\n", CsvFormat.AUTO, null));
    assertThat(problem.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(problem.place()).isEqualTo(new Place(NAME, 1, 0));
    assertThat(problem.what()).contains(": divides");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version:v1.0\n", "Users of May\n", "\"Users\" of May\n", "a;b;c\n", "\n,\n#\n"})
  void whatStandsAboveTheHeaderIsSaidWithTheLineOfTheHeader(String above) {
    long line = 1 + above.chars().filter(c -> c == '\n').count();
    String text = above + "Username,level\nann,1\n";
    for (CsvFormat format : List.of(CsvFormat.AUTO, new CsvFormat(',', null, true))) {
      Problem problem = problem(() -> open(text, format, "username"));
      assertThat(problem.code()).isEqualTo(ProblemCode.HEADER_WRONG);
      assertThat(problem.what()).contains("line " + line + " has a column username");
      assertThat(problem.advice()).isEqualTo("remove what is above line " + line);
    }
  }

  private CsvReader open(String text, CsvFormat format, String expectedKeyColumn) {
    try {
      Path file = Files.write(folder.resolve(NAME), text.getBytes(UTF_8));
      return CsvReader.open(Input.of(file, NAME), format, expectedKeyColumn);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<List<String>> rows(CsvReader reader) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row = reader.next(); row != null; row = reader.next()) {
      rows.add(row.cells());
    }
    return rows;
  }
}
