package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that Prometheus reads: what is in it after which command. */
class MetricsTest {

  private static final String LAST_RUN = "rollcall_last_run_timestamp_seconds";
  private static final String LAST_SUCCESS = "rollcall_last_success_timestamp_seconds";
  private static final String EXIT_CODE = "rollcall_last_run_exit_code";
  private static final String SECONDS = "rollcall_last_run_duration_seconds";
  private static final String ROWS = "rollcall_last_run_rows";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private String file = "";

  @BeforeEach
  void prepare() {
    workspace = new Workspace(folder);
    file = workspace.path("rollcall.prom").toString();
    workspace.write("users.csv", "username,email,level\nann,ann@example.com,2\nbob,,3\n");
    workspace.write("more.csv", "username,level\nann,4\nbob,3\ncyd,x\ndan,1\n");
  }

  private Exposition metrics() {
    return Exposition.read(workspace.read("rollcall.prom"));
  }

  @Test
  void aRunIsThereWithItsRowsTimesAndEnd() throws IOException {
    long before = Instant.now().getEpochSecond();
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.importFile("more.csv", "--metrics", file).exitCode()).isEqualTo(3);

    Exposition metrics = metrics();
    assertThat(metrics.value(EXIT_CODE, "import")).isEqualTo(3);
    assertThat(metrics.value(LAST_RUN, "import"))
        .isBetween((double) before, (double) Instant.now().getEpochSecond());
    assertThat(metrics.value(LAST_SUCCESS, "import")).isEqualTo(metrics.value(LAST_RUN, "import"));
    assertThat(metrics.value(SECONDS, "import")).isPositive();
    assertThat(metrics.status("import")).isEqualTo("COMPLETED_WITH_REJECTS");
    for (String outcome : List.of("created", "updated", "unchanged", "rejected")) {
      assertThat(metrics.value(ROWS, "import", "outcome", outcome)).as(outcome).isEqualTo(1);
    }
    assertThat(metrics.value(ROWS, "import", "outcome", "deleted")).isZero();
    assertThat(workspace.read("rollcall.prom")).doesNotContain("@").doesNotContain(".csv");
    // The node exporter is another user of the machine.
    assertThat(Files.getPosixFilePermissions(Path.of(file)))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void theLastSuccessOutlivesAFailureAndTheFile() throws IOException {
    assertThat(workspace.importFile("users.csv", "--metrics", file).exitCode()).isZero();
    String ended =
        workspace.database().rows("select finished_at from rollcall_runs").get(0).replace("\"", "");
    double success = Instant.parse(ended).getEpochSecond();
    workspace.database().execute("update rollcall_runs set finished_at = '2026-11-01T02:00:00Z'");
    for (boolean kept : new boolean[] {true, false}) {
      Ended refused =
          workspace.importFile("more.csv", "--metrics", file, "--max-rejects", "0", "--again");
      assertThat(refused.exitCode()).isEqualTo(4);
      assertThat(metrics().value(EXIT_CODE, "import")).isEqualTo(4);
      assertThat(metrics().status("import")).isEqualTo("REFUSED");
      assertThat(metrics().value(LAST_RUN, "import")).isGreaterThanOrEqualTo(success);
      assertThat(metrics().value(LAST_SUCCESS, "import"))
          .isBetween(
              kept ? success : Instant.parse("2026-11-01T02:00:00Z").getEpochSecond(),
              kept ? success + 2 : Instant.parse("2026-11-01T02:00:00Z").getEpochSecond());
      Files.delete(Path.of(file));
    }
    assertThat(workspace.importFile("none.csv", "--metrics", file, "--job", "new").exitCode())
        .isEqualTo(1);
    assertThat(metrics().value(LAST_SUCCESS, "new")).isZero();
    assertThat(metrics().status("new")).isEqualTo("FAILED");
  }

  @Test
  void whatIsAlreadyDoneIsASuccessWithoutRows() {
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.importFile("users.csv", "--metrics", file).exitCode()).isZero();
    assertThat(metrics().status("import")).isEqualTo("ALREADY_DONE");
    assertThat(metrics().value(LAST_SUCCESS, "import")).isPositive();
    assertThat(metrics().value(ROWS, "import", "outcome", "created")).isZero();
  }

  @Test
  void jobsKeepTheLinesOfOthers() {
    workspace.write("a.yaml", job("users.csv", "a"));
    workspace.write("b.yaml", job("more.csv", "b \\\"{}\\\\ ü,"));
    workspace.write("c.yaml", job("none.csv", "c"));
    workspace.write(
        "r.yaml", "report: { query: users, out: " + workspace.path("users.tsv") + " }\n");
    assertThat(run("a", "b", "r")).isEqualTo(3);
    String before = workspace.read("rollcall.prom");
    assertThat(run("c")).isEqualTo(1);

    Exposition metrics = metrics();
    assertThat(metrics.value(EXIT_CODE, "a")).isZero();
    assertThat(metrics.value(EXIT_CODE, "b \"{}\\ ü,")).isEqualTo(3);
    assertThat(metrics.value(EXIT_CODE, "c")).isEqualTo(1);
    assertThat(metrics.value(EXIT_CODE, "r")).isZero();
    assertThat(metrics.status("r")).isEqualTo("COMPLETED");
    assertThat(workspace.read("rollcall.prom").lines())
        .containsAll(before.lines().filter(line -> !line.startsWith("#")).toList());
    assertThat(run("a", "b", "r")).isEqualTo(3);
    assertThat(metrics().value(EXIT_CODE, "c")).isEqualTo(1);
  }

  @Test
  void aJobOfSeveralFilesHasTheSumOfTheirRows() {
    workspace.write("z.csv", "username,level\neve,1\n");
    workspace.write("a.yaml", job("*.csv", "a"));
    assertThat(run("a")).isEqualTo(3);
    assertThat(metrics().value(ROWS, "a", "outcome", "created")).isEqualTo(4);
    assertThat(metrics().value(ROWS, "a", "outcome", "rejected")).isEqualTo(1);
    assertThat(metrics().status("a")).isEqualTo("COMPLETED_WITH_REJECTS");
  }

  @Test
  void commandsThatEndAtOnceLoseNoLines() {
    List<ChildProgram> commands = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      workspace.write(name + ".yaml", job("users.csv", name) + "to: " + name + ".db\n");
      commands.add(workspace.start("run", name + ".yaml", "--metrics", file));
    }
    for (ChildProgram command : commands) {
      Ended ended = command.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    for (String name : List.of("a", "b", "c")) {
      assertThat(metrics().value(EXIT_CODE, name)).isZero();
    }
  }

  @Test
  void aFileOfSomethingElseIsNotReplaced() {
    workspace.write("rollcall.prom", "node_load1 0.5\n");
    Ended ended = workspace.importFile("users.csv", "--metrics", file);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("would replace a file of something else");
    assertThat(workspace.read("rollcall.prom")).isEqualTo("node_load1 0.5\n");
    assertThat(workspace.names()).doesNotContain("users.db");
    // But one that was cut off, or that an older version wrote, is made right.
    workspace.write(
        "rollcall.prom",
        "# Written by rollcall --metrics.\nrollcall_old{job_name=\"a\"} 1\n"
            + "rollcall_last_run_exit_code{job_name=\"a\"} 4\nrollcall_last_run_exit_code{job_na");
    assertThat(workspace.importFile("users.csv", "--metrics", file).exitCode()).isZero();
    assertThat(metrics().value(EXIT_CODE, "a")).isEqualTo(4);
    assertThat(metrics().metrics()).doesNotContain("rollcall_old");
  }

  @Test
  void whereItCantBeWrittenTheImportIsDoneAllTheSame() throws IOException {
    String nowhere = workspace.path("no/x.prom").toString();
    Ended ended = workspace.importFile("users.csv", "--metrics", nowhere);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).contains("no metrics are written", "x.prom");
    assertThat(ended.summary()).containsEntry("status", "COMPLETED");
    // What is in the way only at the end.
    Files.createDirectory(workspace.path("rollcall.prom.lock"));
    ended = workspace.importFile("more.csv", "--metrics", file);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.err()).containsOnlyOnce("no metrics are written");
  }

  private String job(String from, String name) {
    return "import: { from: \"%s\", name: \"%s\" }\n".formatted(workspace.path(from), name);
  }

  private int run(String... jobs) {
    List<String> words = new ArrayList<>(List.of("run"));
    for (String job : jobs) {
      words.add(workspace.path(job + ".yaml").toString());
    }
    words.addAll(List.of("--metrics", file));
    return workspace.run(words.toArray(String[]::new)).exitCode();
  }
}
