package dev.rollcall.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.text.Visible;
import dev.rollcall.user.LevelRules;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a right file says, is what the job is. */
class JobFileTest {

  private static final String EVERYTHING =
      """
      import:
        name: nightly
        from: [a.csv, "-"]
        csv: { delimiter: tab, charset: windows-1252, header: true }
        columns: { username: " Login ", email: mail, level: tier, action: what, reason: why, strict: true }
        mode: update
      levels: { min: -5, max: 50, max-step: 3, lower: reject }
      rejects: { limit: 2.5%, file: out/rejects.csv }
      rollback: run
      chunk: 7
      to: jdbc:sqlite:users.db
      create: false
      """;

  @TempDir Path folder;

  @Test
  void everyKeyReachesItsPlace() throws IOException {
    ColumnMapping columns =
        new ColumnMapping(
            Map.of(
                Field.USERNAME, "Login",
                Field.EMAIL, "mail",
                Field.LEVEL, "tier",
                Field.ACTION, "what",
                Field.REASON, "why"),
            true);
    assertThat(read(EVERYTHING))
        .isEqualTo(
            new ImportJob(
                "nightly",
                List.of("a.csv", "-"),
                new CsvFormat('\t', Charset.forName("windows-1252"), true),
                columns,
                Mode.UPDATE,
                new LevelRules(-5, 50, 3L, false),
                Limit.ofShare(2.5),
                Path.of("out/rejects.csv"),
                RollbackPolicy.RUN,
                Guards.NONE,
                7,
                "jdbc:sqlite:users.db",
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void howAnEditorEndsLinesOrMarksTheFileSaysNothing(String lineEnd) throws IOException {
    String text = "\ufeff" + EVERYTHING.replace("\n", lineEnd);
    assertThat(read(text)).isEqualTo(read(EVERYTHING));
  }

  /** Where positions are columns, the same number is the same column however it is written. */
  @Test
  void withoutAHeaderColumnsArePositions() throws IOException {
    ImportJob job =
        read("import: { from: a, csv: { header: false }, columns: { username: 3, email: 1000 } }");
    assertThat(job.columns().names()).isEqualTo(Map.of(Field.USERNAME, "3", Field.EMAIL, "1000"));
    assertThat(job.csv().header()).isFalse();
  }

  @Test
  void aJobWithoutANameHasThatOfItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("weekly.v2.yaml"), "import: { from: a.csv }");
    assertThat(((JobDefinition.Import) JobFile.read(file, Map.of())).job().name())
        .isEqualTo("weekly.v2");
  }

  @ParameterizedTest
  @CsvSource({
    "${A}, 1",
    "x${A}y${A}, x1y1",
    "${A:2}, 1",
    "${B:2}, 2",
    "${B:}x, x",
    "${B:a:b}, a:b",
    "${EMPTY:2}x, x",
    "$${A}, ${A}",
    "$A ${A}, $A 1",
    "$$${A}, $${A}",
    "${NESTED}, ${A}",
    "100$, 100$"
  })
  void variablesAreReadFromTheEnvironment(String written, String read) throws IOException {
    Map<String, String> environment = Map.of("A", "1", "EMPTY", "", "NESTED", "${A}");
    Path file =
        Files.writeString(folder.resolve("job.yaml"), "import:\n  from: '" + written + "'\n");
    assertThat(((JobDefinition.Import) JobFile.read(file, environment)).job().from())
        .containsExactly(read);
  }

  /** A number from the environment is one, although YAML wants quotes round its notation. */
  @Test
  void aVariableInQuotesMayBeANumber() throws IOException {
    assertThat(read("import: { from: a }\nchunk: \"${ROWS:7}\"").chunk()).isEqualTo(7);
  }

  @Test
  void aFileThatIsNotThereIsReportedWithTheOneThatMayBeMeant() throws IOException {
    Files.writeString(folder.resolve("nightly.yaml"), "import: { from: a }");
    Files.writeString(folder.resolve("weekly.yaml"), "import: { from: a }");
    Path misspelt = folder.resolve("nihgtly.yaml");
    Failure failure = catchThrowableOfType(Failure.class, () -> JobFile.read(misspelt, Map.of()));
    assertThat(failure).hasMessageContaining("no such file").hasMessageContaining("nightly.yaml");
    assertThat(catchThrowableOfType(Failure.class, () -> JobFile.read(folder, Map.of())))
        .hasMessageContaining("folder");
  }

  /** Nobody may ever write to a pipe. */
  @Test
  @Timeout(30)
  void aPipeIsNoJobFile() throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(catchThrowableOfType(Failure.class, () -> JobFile.read(pipe, Map.of())))
        .hasMessageContaining("a pipe, not a file");
  }

  /** An export taken for a job file must not fill the memory before it is seen to be none. */
  @Test
  void aFileOfMoreThanAMebibyteIsNoJobFile() throws IOException {
    Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat((1 << 20) + 1));
    assertThat(catchThrowableOfType(Failure.class, () -> JobFile.read(large, Map.of())))
        .hasMessageContaining("larger than 1 MiB");
  }

  /** A file of nothing but mistakes is answered in a screenful or two. */
  @Test
  void ofVeryManyProblemsTheFirstAreTold() {
    String text = "import: { from: a }\n" + "x: 1\n".repeat(500);
    Failure failure = catchThrowableOfType(Failure.class, () -> read(text));
    assertThat(failure.problems()).hasSize(Problems.MOST + 1);
    assertThat(failure.problems().get(Problems.MOST).what()).isEqualTo("and 400 more problems");
  }

  /** The one level that a job may want everybody to have. */
  @Test
  void theLowestLevelMayBeTheHighest() throws IOException {
    assertThat(read("import: { from: a }\nlevels: { min: 5, max: 5 }").levels())
        .isEqualTo(new LevelRules(5, 5, null, true));
  }

  // Flags have the same values.

  /** Its rejects could be read, but not written. */
  @Test
  void aCharsetThatCanOnlyBeReadIsNotTaken() {
    for (Charset charset : Charset.availableCharsets().values()) {
      if (!charset.canEncode()) {
        assertThatThrownBy(() -> CharsetWords.charset(charset.name()))
            .isInstanceOf(WrongWord.class);
      }
    }
  }

  @Test
  void columnsOfAFlagAreThoseOfAFile() throws IOException {
    String names = "{ username: login, email: mail, strict: true }";
    assertThat(JobValues.columns("username=login, email = mail ,strict"))
        .isEqualTo(read("import: { from: a, columns: " + names + " }").columns());
    assertThat(JobValues.columns("strict"))
        .isEqualTo(read("import: { from: a, columns: strict }").columns());
    assertThat(JobValues.columns("username=a=b").names()).containsEntry(Field.USERNAME, "a=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "login",
        "usrname=a",
        "username=",
        "email=mail",
        "username=a,email=A",
        "username=a,username=b"
      })
  void columnsOfAFlagThatCantBeAreRefused(String text) {
    assertThatThrownBy(() -> JobValues.columns(text)).isInstanceOf(WrongWord.class);
  }

  @Test
  void guardsOfAFlagAreThoseOfAFile() throws IOException {
    assertThat(JobValues.guards("delete=10%, lower = 3 ,change=0.5%"))
        .isEqualTo(
            read("import: { from: a }\nguard: { delete: 10%, lower: 3, change: 0.5% }").guards());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|must be pairs",
        "delete|must be pairs",
        "delete=1,delete=2|twice",
        "delete=101%|a share is at most 100%",
        "destroy=1|must be delete, lower, raise, create, change or rows"
      })
  void guardsOfAFlagThatCantBeAreRefused(String text, String words) {
    assertThatThrownBy(() -> JobValues.guards(text))
        .isInstanceOf(WrongWord.class)
        .hasMessageContaining(words);
  }

  @Test
  void ofAFlagThatNamesNoFieldTheNearestIsTold() {
    assertThatThrownBy(() -> JobValues.columns("usrname=a"))
        .isInstanceOfSatisfying(
            WrongWord.class, wrong -> assertThat(wrong.advice()).contains("\"username\""));
    assertThatThrownBy(() -> JobValues.columns("height=a"))
        .isInstanceOfSatisfying(WrongWord.class, wrong -> assertThat(wrong.advice()).isNull());
  }

  @Test
  void levelsAndChunksOfAFlagAreNumbers() {
    assertThat(JobValues.level("-7")).isEqualTo(-7);
    assertThat(JobValues.chunk("5000")).isEqualTo(5_000);
  }

  /** Nobody reads more of it, and it may be a whole file. */
  @Test
  void whatIsQuotedInAMessageIsCutAtFortyCharacters() {
    assertThat(Visible.quoted("😀".repeat(40))).isEqualTo("\"" + "😀".repeat(40) + "\"");
    assertThat(Visible.quoted("😀".repeat(41))).isEqualTo("\"" + "😀".repeat(40) + "...\"");
    assertThat(Visible.quoted("a\u001b[2J")).isEqualTo("\"a\\u001B[2J\"");
  }

  private ImportJob read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), text);
    return ((JobDefinition.Import) JobFile.read(file, Map.of())).job();
  }
}
