package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not quite CSV, as a job says they are. */
class LegacyFilesTest {

  private static final String LEGACY =
      """
      Users of the "old system
      printed on Monday

      # made by hand
      login;mail;tier
      'O\\'Hara';o@example.com;7

      # 'not a row
      anna\\;b;\\N;'8'
      'ben';ben@example.com;much
      TRL;00%d

      """;

  private static final String JOB =
      """
      import:
        name: legacy
        from: %s
        csv: { skip: 3, quote: "'", escape: '\\', comment: "#", trailer: { match: "TRL;*", rows: 2 } }
        columns: { username: login, email: mail, level: tier }
      """;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  private void deliver(String text) {
    workspace.write("legacy.txt", text);
    workspace.write("job.yaml", JOB.formatted(workspace.path("legacy.txt")));
  }

  @Test
  void rowsAreReadThroughAllQuirksAndRejectsComeBackWithoutThem() {
    deliver(LEGACY.formatted(3));
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(users()).containsExactly("\"O'Hara\", \"o@example.com\", 7", "\"anna;b\", null, 8");
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    assertThat(workspace.read(rejects)).contains("ben;ben@example.com;much;").contains(";10;LEVEL");
    assertThat(workspace.runJob("job.yaml").status()).isEqualTo("ALREADY_DONE");
    workspace.write(rejects, workspace.read(rejects).replace("much", "9"));
    // By the job, as whoever puts it into the inbox does.
    workspace.write("job.yaml", JOB.formatted(workspace.path(rejects)));
    Ended fixed = workspace.runJob("job.yaml");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(users()).contains("\"ben\", \"ben@example.com\", 9");
    assertThat(workspace.run("runs", "show", "2").said())
        .contains("run 2 retries rejects of run 1");
  }

  @Test
  void theFlagsSayTheSame() {
    deliver(LEGACY.formatted(3));
    assertThat(workspace.runJob("job.yaml").exitCode()).isEqualTo(3);
    Ended same =
        workspace.importFile(
            "legacy.txt",
            "--job",
            "legacy",
            "--skip",
            "3",
            "--quote",
            "'",
            "--escape",
            "\\",
            "--comment",
            "#",
            "--trailer",
            "TRL;*",
            "--trailer-rows",
            "2",
            "--columns",
            "username=login,email=mail,level=tier");
    assertThat(same.status()).as(same.said()).isEqualTo("ALREADY_DONE");
  }

  @Test
  void aFileThatWasCutBetweenRowsFailsBeforeAnythingIsWritten() {
    String whole = LEGACY.formatted(3);
    for (Map.Entry<String, String> wrong :
        Map.of(
                whole.substring(0, whole.indexOf("TRL")),
                "without its trailer",
                whole.replace("anna", "# anna"),
                "says 3 rows, and there are 2",
                whole + "late;;1\n",
                "rows follow",
                whole + whole.substring(whole.indexOf("TRL")),
                "rows follow",
                whole.replace("003", "three"),
                "no number of rows")
            .entrySet()) {
      deliver(wrong.getKey());
      for (Ended ended : List.of(workspace.runJob("job.yaml"), plan())) {
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said()).contains(wrong.getValue()).contains("[TRAILER_WRONG]");
        assertThat(users()).isEmpty();
      }
    }
    deliver(whole);
    assertThat(workspace.runJob("job.yaml").exitCode()).isEqualTo(3);
  }

  private Ended plan() {
    return workspace.run("plan", workspace.path("job.yaml").toString());
  }

  @Test
  void packedAndWideFilesAreReadAlike() {
    deliver(LEGACY.formatted(3));
    for (byte[] bytes :
        List.of(
            Packed.gzip(LEGACY.formatted(3).getBytes(StandardCharsets.UTF_8)),
            ("\ufeff" + LEGACY.formatted(3)).getBytes(StandardCharsets.UTF_16LE))) {
      workspace.write("legacy.txt", bytes);
      Ended ended = workspace.runJob("job.yaml", "--again");
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
      assertThat(ended.numbers("counts")).containsEntry("read", 3L).containsEntry("rejected", 1L);
    }
  }

  @Test
  void standardInputMayHaveQuirksToo() {
    Ended ended =
        workspace.importInput(
            "Title\n'username',level\n'ann',1\n1 row\n".getBytes(StandardCharsets.UTF_8),
            "--skip",
            "1",
            "--quote",
            "'",
            "--trailer",
            "* row");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(users()).containsExactly("\"ann\", null, 1");
  }

  @Test
  void theChecksumBesideAFileMustAgree() throws Exception {
    String text = "username,level\nann,1\n";
    workspace.write("users.csv", text);
    String right =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    String wrong = right.replace(right.charAt(0), right.charAt(0) == '0' ? '1' : '0');
    for (String line :
        List.of(
            wrong + "  users.csv\n",
            wrong,
            "",
            "ask Bob",
            right + "  a\n" + wrong + " *users.csv\n")) {
      workspace.write("users.csv.sha256", line);
      for (Ended ended :
          List.of(workspace.importFile("users.csv"), workspace.planFile("users.csv"))) {
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said()).contains("[CHECKSUM_WRONG]");
        assertThat(users()).isEmpty();
      }
    }
    for (String line :
        List.of(
            right,
            right.toUpperCase(java.util.Locale.ROOT) + "\r\n",
            right + "  old-name.csv\n",
            wrong + "  a\n" + right + " *in/users.csv\n",
            "\uFEFF" + right + "  users.csv\r\n",
            "SHA256 (users.csv) = " + right)) {
      workspace.write("users.csv.sha256", line);
      Ended ended = workspace.importFile("users.csv*", "--again");
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
  }

  private List<String> users() {
    return workspace.namesEndingIn("users.db").isEmpty()
        ? List.of()
        : workspace.database().rows("select username, email, level from users order by username");
  }
}
