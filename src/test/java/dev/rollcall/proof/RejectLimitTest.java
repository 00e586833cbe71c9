package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rejects a run may have, and what is said where there are more. */
class RejectLimitTest {

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link RejectLimitOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void prepare() {
    workspace = kind.fresh(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "chunk, 20000, 0, 300, 'change: 100%'",
    "chunk, 20000, 0, 300, ''",
    "run, 7, 0, 300, ''",
    // The first chunks have no rejects, and are committed.
    "chunk, 40, 200, 100, ''"
  })
  void aLimitPassedWhileRowsAreDecidedSaysAsMuchAsOnePassedWhileReading(
      String rollback, int chunk, int created, int rejected, String guard) throws IOException {
    workspace.write("first.csv", users(created, created + rejected, "1"));
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
    List<String> before = workspace.database().users();
    workspace.write("users.csv", users(0, created + rejected, "2"));
    int limit = rejected - 10;
    job(rollback, chunk, Integer.toString(limit), guard);

    Ended ended = workspace.runJob("nightly.yaml");

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.summary())
        .containsEntry("status", "REFUSED")
        .containsEntry("code", "REJECT_LIMIT");
    long noted = Ended.codes(ended.summary()).get("USER_EXISTS");
    assertThat(noted).isGreaterThan(limit);
    Map<String, Long> counts = ended.numbers("counts");
    assertThat(counts).containsEntry("rejected", noted);
    assertThat(counts.get("read")).isEqualTo(noted + counts.get("created"));
    String file = workspace.namesEndingIn(".rejects.csv").get(0);
    assertThat(Json.section(ended.summary(), "rejects"))
        .containsEntry("file", workspace.path(file).toRealPath().toString());
    assertThat(workspace.read(file).lines().count()).isEqualTo(1 + noted);
    assertThat(ended.out())
        .contains("USER_EXISTS  first in line " + (created + 2))
        .contains(file)
        .contains("refused in");
    assertThat(ended.err()).contains("nightly, run 2, " + workspace.path("users.csv") + ": ");
    List<String> after = workspace.database().users();
    assertThat(after).hasSize(before.size() + counts.get("created").intValue());
    if (rollback.equals("run")) {
      assertThat(after).isEqualTo(before);
    }
    Map<String, Object> shown = Json.object(workspace.run("runs", "show", "2", "--json").out());
    for (String field : List.of("status", "exit", "code", "counts", "rejects", "message")) {
      assertThat(shown.get(field)).as(field).isEqualTo(ended.summary().get(field));
    }
    String page = workspace.path("page.html").toString();
    assertThat(workspace.run("runs", "show", "2", "--html", page).exitCode()).isZero();
    assertThat(workspace.read("page.html"))
        .contains("Adds up: " + counts.get("read") + " read")
        .contains("USER_EXISTS");

    job(rollback, chunk, created == 0 ? "100%" : Integer.toString(rejected), guard);
    Ended raised = workspace.runJob("nightly.yaml");

    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
    assertThat(raised.numbers("counts"))
        .containsEntry("read", (long) created + rejected)
        .containsEntry("created", (long) created)
        .containsEntry("rejected", (long) rejected);
    assertThat(workspace.database().number("select count(*) from rollcall_rejects"))
        .isEqualTo(rejected);
  }

  @Test
  void noFileOfRejectsIsWrittenWhereThereAreNone() {
    workspace.write("users.csv", "username,level\nann,2\n");
    Path rejects = workspace.path("rejects.csv");
    Ended ended = workspace.importFile("users.csv", "--rejects", rejects.toString());
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(rejects).doesNotExist();
    assertThat(Json.section(ended.summary(), "rejects")).containsEntry("file", null);
    assertThat(Arrays.asList(workspace.names().toArray())).doesNotContain("rejects.csv");
  }

  /** Whether no row can be read, or none may be done to the users there are. */
  @ParameterizedTest
  @CsvSource({"upsert, x", "mirror, x", "insert, 1", "mirror, 101"})
  void aRunOfWhichEveryRowIsRejectedIsRefusedUnlessThatIsAllowed(String mode, String level) {
    workspace.write("first.csv", "username\nann\nbob\n");
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
    List<String> before = workspace.database().users();
    workspace.write("users.csv", "username,level\nann,%s\nbob,%<s\n".formatted(level));
    String users = workspace.path("users.csv").toString();

    Ended planned = workspace.run("plan", users, "--mode", mode);
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(4);
    assertThat(planned.out()).contains("all 2 rows were rejected [REJECT_LIMIT]");
    assertThat(workspace.run("plan", users, "--mode", mode, "--max-rejects", "100%").exitCode())
        .isEqualTo(3);
    Ended refused = workspace.importFile("users.csv", "--mode", mode, "--max-rejects", "1000");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.err()).contains("all 2 rows were rejected", "column", "--max-rejects 100%");
    assertThat(refused.summary())
        .containsEntry("status", "REFUSED")
        .containsEntry("code", "REJECT_LIMIT");
    assertThat(refused.numbers("counts")).containsEntry("rejected", 2L);
    assertThat(refused.out()).contains(workspace.beside(".run-2.rejects.csv"));

    Ended allowed = workspace.importFile("users.csv", "--mode", mode, "--max-rejects", "100%");
    assertThat(allowed.exitCode()).as(allowed.said()).isEqualTo(3);
    assertThat(allowed.summary()).containsEntry("run", 2);
    assertThat(workspace.database().users()).isEqualTo(before);
  }

  /** Otherwise the same file, brought once more, would be taken for done. */
  @Test
  void aRetryOfWhichNoRowIsFixedIsRefusedUntilOneIs() {
    workspace.write("users.csv", "username,level\nann,1\nbob,x\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    for (int i = 0; i < 2; i++) {
      Ended retried = workspace.run("retry", "1");
      assertThat(retried.exitCode()).as(retried.said()).isEqualTo(4);
      assertThat(retried.err())
          .contains("the only row was rejected", "[REJECT_LIMIT]", "nobody changed")
          .doesNotContain("column");
    }
    String rejects = workspace.beside(".run-1.rejects.csv");
    workspace.write(rejects, workspace.read(rejects).replace("bob,x", "bob,5"));
    Ended fixed = workspace.run("retry", "1");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 1", "\"bob\", null, 5");
  }

  @Test
  void aJobsLimitOfRejectsCanBeAnotherForOnce() {
    workspace.write("users.csv", "username,level\nann,2\nbob,x\n");
    workspace.write(
        "nightly.yaml",
        "import: { from: " + workspace.path("users.csv") + " }\nrejects: { limit: 0 }\n");
    Ended refused = workspace.runJob("nightly.yaml");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("--max-rejects");
    Ended planned =
        workspace.run("plan", workspace.path("nightly.yaml").toString(), "--max-rejects", "1");
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(3);
    Ended raised = workspace.runJob("nightly.yaml", "--max-rejects", "1");
    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
  }

  private void job(String rollback, int chunk, String limit, String guard) {
    workspace.write(
        "nightly.yaml",
        """
        import: { from: %s, mode: insert }
        rejects: { limit: %s }
        rollback: %s
        chunk: %d
        guard: { %s }
        """
            .formatted(workspace.path("users.csv"), limit, rollback, chunk, guard));
  }

  /** Users of these numbers, in the order of their names. */
  private static String users(int from, int to, String level) {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = from; i < to; i++) {
      text.append("user%05d,%s%n".formatted(i, level));
    }
    return text.toString();
  }
}
