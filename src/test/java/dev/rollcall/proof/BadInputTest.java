package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that can't be right: a clear message, an exit code, and nothing half written. */
class BadInputTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void aFileThatDoesNotExistMakesNoDatabase() {
    assertFails(workspace.importFile("users.csv"), "users.csv", "no such file");
    assertThat(workspace.namesEndingIn(".db")).isEmpty();
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(workspace.path("users.csv"));
    assertFails(workspace.importFile("users.csv"), "users.csv", "folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n\r\n", "\ufeff"})
  void anEmptyFileIsAnError(String text) {
    workspace.write("users.csv", text);
    assertFails(workspace.importFile("users.csv"), "users.csv", "empty");
  }

  @Test
  void aFileWithNothingButAHeaderIsDoneAtOnce() {
    workspace.write("users.csv", "username,email,level\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.numbers("counts")).containsEntry("read", 0L);
  }

  @ParameterizedTest
  @CsvSource({
    // A header, and a word that the message must have.
    "'username,level,username', username",
    "'username,level, Level ', level",
    "'name,level', username",
    "'ada,7', username"
  })
  void aWrongHeaderIsAnErrorBeforeTheFirstRow(String header, String word) {
    workspace.write("users.csv", header + "\nada,1,x\n");
    assertFails(workspace.importFile("users.csv"), "users.csv:1", word);
  }

  @Test
  void aBinaryFileIsNoCsv() {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    workspace.write("random.csv", bytes);
    assertFails(workspace.importFile("random.csv"), "random.csv");
    workspace.write(
        "picture.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0});
    assertFails(workspace.importFile("picture.csv"), "picture.csv");
    workspace.write("zeros.csv", new byte[5_000]);
    assertFails(workspace.importFile("zeros.csv"), "zeros.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16IsReadByItsMarkAndRefusedWithout(String charset) {
    String text = "username,level\nzoë,7\n李雷,8\n";
    workspace.write("bare.csv", text.getBytes(Charset.forName(charset)));
    assertFails(workspace.importFile("bare.csv"), "bare.csv", "UTF-16");
    workspace.write("marked.csv", ("\ufeff" + text).getBytes(Charset.forName(charset)));
    assertThat(workspace.importFile("marked.csv").exitCode()).isZero();
    assertThat(workspace.importFile("bare.csv", "--charset", charset).exitCode()).isZero();
    assertThat(workspace.database().users()).containsExactly("\"zoë\", null, 7", "\"李雷\", null, 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunk", "run"})
  void aByteThatIsNoUtf8EndsTheRunWithItsOffset(String rollback) {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("user").append(i).append(",1\n");
    }
    int offset = text.length() + 2;
    text.append("zo\u00eb,7\n");
    workspace.write("users.csv", text.toString().getBytes(StandardCharsets.ISO_8859_1));
    Ended ended = workspace.importFile("users.csv", "--rollback", rollback, "--chunk", "100");
    assertFails(ended, "users.csv:5002:3", "offset " + offset, "windows-1252");
    assertThat(workspace.database().users()).isEmpty();
    assertThat(workspace.importFile("users.csv", "--charset", "windows-1252").exitCode()).isZero();
    assertThat(workspace.database().rows("select level from users where username = 'zoë'"))
        .containsExactly("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunk", "run"})
  void aQuoteThatNeverClosesIsToldWhereItOpened(String rollback) {
    StringBuilder text = new StringBuilder("username,reason\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("user").append(i).append(i == 3_000 ? ",\"cut" : ",").append('\n');
    }
    workspace.write("users.csv", text.toString());
    Ended ended = workspace.importFile("users.csv", "--rollback", rollback, "--chunk", "100");
    assertFails(ended, "users.csv:3002:10", "quote");
    assertThat(workspace.database().users()).isEmpty();
    workspace.write("users.csv", text.toString().replace("\"cut", "cut"));
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(5_000);
  }

  @Test
  void aCellOfAMegabyteIsARejectAndOneOfManyIsTheEnd() {
    workspace.write(
        "users.csv", "username,reason\nada," + "x".repeat(1 << 20) + "\nbob,\ncyd,short\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(workspace.database().rows("select line, code from rollcall_rejects"))
        .containsExactly("2, \"CELL_TOO_LONG\"");
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(2);
    workspace.write("endless.csv", "username,reason\nada," + "x".repeat(20 << 20) + "\nbob,\n");
    assertFails(workspace.importFile("endless.csv"), "endless.csv:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunk", "run"})
  void aCutOffArchiveIsNotTakenForWhole(String rollback) {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("user").append(Long.toHexString(random.nextLong())).append(",1\n");
    }
    byte[] whole = Packed.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    workspace.write("users.csv.gz", Arrays.copyOf(whole, whole.length - 100));
    Ended ended = workspace.importFile("users.csv.gz", "--rollback", rollback, "--chunk", "100");
    assertFails(ended, "users.csv.gz", "too early");
    assertThat(workspace.database().users()).isEmpty();
    workspace.write("users.csv.gz", whole);
    assertThat(workspace.importFile("users.csv.gz").exitCode()).isZero();
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(20_000);
  }

  @Test
  void afterAFileThatFailsTheNextIsNotStarted() {
    workspace.write("in/a.csv", "username,level\nada,1\n");
    workspace.write("in/b.csv", "username,level\nbob,many\n");
    workspace.write("in/c.csv", "username,reason\ncyd,\"cut\n");
    workspace.write("in/d.csv", "username,level\ndan,1\n");
    Ended ended = workspace.importFile("in/*.csv", "--max-rejects", "100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.summaries())
        .extracting(summary -> summary.get("status"))
        .containsExactly("COMPLETED", "COMPLETED_WITH_REJECTS", "FAILED");
    assertThat(workspace.database().users()).containsExactly("\"ada\", null, 1");
    workspace.write("in/c.csv", "username,reason\ncyd,mended\n");
    assertThat(workspace.importFile("in/*.csv", "--max-rejects", "100%").exitCode()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", null, 1", "\"cyd\", null, 1", "\"dan\", null, 1");
  }

  @ParameterizedTest
  @CsvSource({
    "--max-rejects, many",
    "--mode, mirrored",
    "--chunk, 0",
    "--rollback, perhaps",
    "--charset, UTF-99",
    "--columns, user=login",
    "--wait, long",
    "--no-such-flag, 1"
  })
  void aWrongFlagIsUsageAndTouchesNothing(String flag, String value) {
    workspace.write("users.csv", "username\nada\n");
    Ended ended = workspace.importFile("users.csv", flag, value);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains(flag);
    assertThat(workspace.namesEndingIn(".db")).isEmpty();
  }

  @Test
  void everyErrorOfAJobFileIsToldAtOnceAndNothingIsTouched() {
    workspace.write("job.yaml", "import:\n  form: users.csv\n  mode: upset\nchunk: 0\n");
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("job.yaml:2:3").contains("from").contains("job.yaml:3:9");
    assertThat(ended.err()).contains("job.yaml:4:8");
    assertThat(workspace.namesEndingIn(".db")).isEmpty();
  }

  @Test
  void aNumberThatIsNoneIsNoWordOfProgrammers() {
    Ended ended = workspace.run("runs", "show", "first");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("the number of a run, or last, not \"first\"").hasLineCount(1);
  }

  /** Ends with 1, in these words, without a stack trace. */
  private static void assertFails(Ended ended, String... words) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(ended.err()).doesNotContain("[INTERNAL]");
  }
}
