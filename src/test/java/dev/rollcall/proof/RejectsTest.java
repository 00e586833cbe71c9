package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where rows go that are not applied, and how many there may be. */
class RejectsTest {

  private static final int ROWS = 2_000;

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link RejectsOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
  }

  @Test
  void everyTenthRowIsBadAndComesBackWithLineCodeAndMessage() {
    workspace.write("users.csv", users(ROWS, 10));

    Ended ended = workspace.importFile("users.csv", "--max-rejects", "10%");

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.numbers("counts"))
        .containsEntry("created", (long) ROWS - ROWS / 10)
        .containsEntry("rejected", (long) ROWS / 10);
    RejectFileText rejects = rejectFile();
    assertThat(rejects.header())
        .containsExactly("Username", "level", "email", "_run", "_line", "_code", "_message");
    List<String> expected = new ArrayList<>();
    for (int i = 10; i <= ROWS; i += 10) {
      expected.add(
          Database.row((long) i + 1, i % 20 == 0 ? "EMAIL_INVALID" : "LEVEL_NOT_A_NUMBER"));
    }
    assertThat(rejects.linesAndCodes()).isEqualTo(expected);
    assertThat(rejects.rows()).allSatisfy(row -> assertThat(row.get("_message")).isNotBlank());
    assertThat(rejects.rows().get(0))
        .containsEntry("Username", "user10")
        .containsEntry("level", "many")
        .containsEntry("email", "user10@example.com");
  }

  @Test
  void theRejectFileImportsAsItIsOnceItIsFixed() {
    workspace.write("users.csv", users(ROWS, 10));
    workspace.importFile("users.csv", "--max-rejects", "10%");
    String name = workspace.namesEndingIn(".rejects.csv").get(0);
    String mended = workspace.read(name).replace(",many,", ",5,").replace(" at ", "@");
    workspace.write(name, mended);

    Ended ended = workspace.importFile(name, "--columns", "strict");

    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.numbers("counts")).containsEntry("created", (long) ROWS / 10);
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(ROWS);
    assertThat(
            workspace.database().rows("select email, level from users where username = 'user20'"))
        .containsExactly("\"user20@example.com\", 1");
  }

  @Test
  void theRejectFileImportedUnfixedGivesTheSameRejects() {
    workspace.write("users.csv", users(100, 10));
    workspace.importFile("users.csv");
    String name = workspace.namesEndingIn(".rejects.csv").get(0);
    Ended again = workspace.importFile(name, "--max-rejects", "100%");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(
            workspace
                .database()
                .rows(
                    "select code, username, message from rollcall_rejects where run_id = 2 order by line"))
        .isEqualTo(
            workspace
                .database()
                .rows(
                    "select code, username, message from rollcall_rejects where run_id = 1 order by line"));
  }

  @ParameterizedTest
  @CsvSource({
    // limit, rows, every so many is bad, exit code
    "'', 1010, 10, 4",
    "'', 1000, 10, 3",
    "100, 1010, 10, 4",
    "100, 1000, 10, 3",
    "0, 10, 10, 4",
    "0, 9, 10, 0",
    "1, 10, 10, 3",
    "10%, 2000, 10, 3",
    "9.9%, 2000, 10, 4",
    "5%, 10, 10, 4",
    "0%, 10, 10, 4",
    "100%, 10, 1, 3"
  })
  void soManyRejectsThereMayBeAndNotOneMore(String limit, int rows, int each, int exitCode) {
    workspace.write("users.csv", users(rows, each));
    Ended ended =
        limit.isEmpty()
            ? workspace.importFile("users.csv")
            : workspace.importFile("users.csv", "--max-rejects", limit);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
    if (exitCode == 4) {
      assertThat(ended.status()).isEqualTo("REFUSED");
      assertThat(ended.err()).contains("--max-rejects");
      assertThat(workspace.database().users()).as("known before anything was written").isEmpty();
      assertThat(rejectFile().rows()).isNotEmpty();
    }
  }

  @Test
  void aShareIsJudgedAfterTheFirstThousandRowsToo() {
    String text =
        users(1_000, 10) + users(20_000, 100_000).substring("Username,level,email\n".length());
    workspace.write("users.csv", text);
    Ended ended = workspace.importFile("users.csv", "--max-rejects", "5%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(workspace.importFile("users.csv", "--max-rejects", "10%").exitCode()).isEqualTo(3);
  }

  @Test
  void afterRaisingTheLimitTheSameCommandGoesOn() {
    workspace.write("users.csv", users(1_010, 10));
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(4);
    Ended raised = workspace.importFile("users.csv", "--max-rejects", "101");
    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
    assertThat(raised.numbers("counts"))
        .containsEntry("read", 1_010L)
        .containsEntry("rejected", 101L);
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(1);
    assertThat(rejectFile().rows()).hasSize(101);
  }

  @Test
  void theRejectFileIsWhereItIsToldTo() {
    workspace.write("users.csv", users(10, 10));
    String named = workspace.path("out/deep/bad.csv").toString();
    Ended ended = workspace.importFile("users.csv", "--rejects", named);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(RejectFileText.read(Path.of(named), ',').rows()).hasSize(1);
    assertThat((Map<?, ?>) ended.summary().get("rejects")).extracting("file").isEqualTo(named);
  }

  @Test
  void whatIsWrittenReplacesNeitherInputNorDatabase() {
    workspace.write("first.csv", users(10, 100));
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
    List<String> before = workspace.database().users();
    String text = users(20, 10);
    workspace.write("users.csv", text);
    List<String> files = new ArrayList<>(List.of("--rejects users.csv", "--summary users.csv"));
    if (kind == DatabaseKind.FILE) {
      files.addAll(List.of("--rejects users.db", "--rejects users.db.lock"));
    }
    for (String each : files) {
      String[] words = each.split(" ", -1);
      Ended ended =
          workspace.importFile("users.csv", words[0], workspace.path(words[1]).toString());
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains(words[1]).contains("replace");
      assertThat(workspace.read("users.csv")).isEqualTo(text);
      assertThat(workspace.database().users()).isEqualTo(before);
    }
  }

  @Test
  void aCellThatNoJobMapsIsNeverKept() {
    workspace.write(
        "users.csv",
        "username,password,level\n"
            + "ada,hunter2,many\n"
            + "bob,hunter2,1,one too many\n"
            + "cyd,\"hunter2\"x,1\n"
            + "dan,hunter2\n");
    Ended ended = workspace.importFile("users.csv", "--max-rejects", "100%");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.out()).contains("password").doesNotContain("hunter2");
    assertThat(ended.err()).doesNotContain("hunter2");
    for (String name : workspace.names()) {
      if (!name.equals("users.csv")) {
        assertThat(
                new String(
                    new Database(workspace.path(name)).bytes(),
                    java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(name)
            .doesNotContain("hunter2");
      }
    }
    Ended strict = workspace.importFile("users.csv", "--columns", "strict", "--job", "strict");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.err()).contains("password");
  }

  private RejectFileText rejectFile() {
    List<String> names = workspace.namesEndingIn(".rejects.csv");
    assertThat(names).hasSize(1);
    return RejectFileText.read(workspace.path(names.get(0)), ',');
  }

  /** As many users, every so many of which is bad, by its level or its address. */
  private static String users(int rows, int each) {
    StringBuilder text = new StringBuilder("Username,level,email\n");
    for (int i = 1; i <= rows; i++) {
      boolean bad = i % each == 0;
      text.append("user").append(i).append(',');
      text.append(bad && i % (2 * each) != 0 ? "many" : "1").append(",user").append(i);
      text.append(bad && i % (2 * each) == 0 ? " at " : "@").append("example.com\n");
    }
    return text.toString();
  }
}
