package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How commands end: what they say, put into the summary and the ledger, and answer. */
class EndingTest {

  private static final String STALE =
      "{\"schema\":\"rollcall/run/1\",\"status\":\"COMPLETED\",\"exit\":0}\n";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void prepare() {
    workspace = new Workspace(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // command | exit code | status | code
        "import users.csv | 0 | COMPLETED | ",
        "import twice.csv | 4 | REFUSED | REJECT_LIMIT",
        "import none.csv | 1 | FAILED | INPUT_NOT_FOUND",
        "import users.csv --mode x | 2 | FAILED | USAGE",
        "import job.yaml | 2 | FAILED | USAGE",
        "import users.csv --planned plan.json | 4 | REFUSED | PLAN_OUTDATED",
        "import users.csv --planned none.json | 2 | FAILED | USAGE",
        "run wrong.yaml | 2 | FAILED | JOB_FILE",
        "run none.yaml | 2 | FAILED | JOB_FILE",
        "run report.yaml | 2 | FAILED | QUERY",
        "plan users.csv | 0 | PLANNED | ",
        "plan twice.csv | 4 | PLANNED | REJECT_LIMIT",
        "plan none.csv | 1 | FAILED | INPUT_NOT_FOUND",
        "plan 'users.csv?' | 1 | FAILED | INPUT_NOT_FOUND",
        "plan users.csv --mode x | 2 | FAILED | USAGE",
        "plan report.yaml | 2 | FAILED | USAGE",
        "plan job.yaml --rejects x.csv | 2 | FAILED | USAGE",
        "plan job.yaml --mode mirror | 2 | FAILED | USAGE",
        "retry 1 | 2 | FAILED | USAGE",
        "retry 99 | 2 | FAILED | USAGE",
        "runs undo 99 | 2 | FAILED | USAGE",
        "runs undo 1 | 0 | COMPLETED | ",
        "runs undo 1 --plan | 0 | PLANNED | ",
        "runs undo 2 --all-or-nothing | 4 | REFUSED | CHANGED_SINCE",
        "runs undo 2 --all-or-nothing --plan | 4 | PLANNED | CHANGED_SINCE",
        "runs undo 2 | 3 | COMPLETED_WITH_REJECTS | ",
        "users add ann | 4 | REFUSED | CHANGE_REFUSED",
        "users add new | 0 | COMPLETED | ",
        "users set-level ann x | 4 | REFUSED | CHANGE_REFUSED",
        "users set-level ann 5 --level-max x | 2 | FAILED | USAGE",
        "users delete nobody | 4 | REFUSED | CHANGE_REFUSED",
      })
  void theSummaryIsWrittenAtEveryEnd(
      String line, int exitCode, String status, @Nullable String code) {
    prepareRuns();
    Ended ended = ended(line);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
    assertThat(ended.summary())
        .containsEntry("status", status)
        .containsEntry("exit", exitCode)
        .containsEntry("code", code);
    if (code == null) {
      assertThat(ended.summary()).containsEntry("message", null);
    } else {
      assertThat(ended.summary().get("message")).isNotNull();
    }
  }

  @Test
  void theSummaryOfWhatFindsTheDatabaseBusySaysSo() {
    prepareRuns();
    workspace.write("large.csv", users(0, 20_000, "+1"));
    try (ChildProgram holder =
        workspace.start("import", "large.csv", "--chunk", "1", "--no-progress")) {
      String begun = "select count(*) from rollcall_runs where status = 'STARTED'";
      Waiting.until(holder, () -> workspace.database().glimpse(begun) > 0);
      holder.signal("STOP");
      for (String line :
          List.of(
              "import users.csv",
              "plan users.csv",
              "retry 1",
              "runs undo 1",
              "users add ann",
              "users set-level ann 3",
              "users delete ann")) {
        Ended ended = ended(line);
        assertThat(ended.exitCode()).as(line + ended.said()).isEqualTo(5);
        assertThat(ended.summary())
            .as(line)
            .containsEntry("status", "BUSY")
            .containsEntry("exit", 5)
            .containsEntry("code", "DATABASE_BUSY")
            .containsEntry("database", workspace.database().path().toString());
      }
    }
  }

  @Test
  void jobsAndInputsThatAreNotStartedAreNamed() {
    for (String name : List.of("a", "b", "c")) {
      workspace.write(
          name + ".csv", "username,level\n" + (name.equals("b") ? "ann,x\nbob,1\n" : "ann,1\n"));
    }
    String from = workspace.path("*.csv").toString();
    workspace.write("first.yaml", "import: { from: \"" + from + "\" }\nrejects: { limit: 0 }\n");
    workspace.write("second.yaml", "import: { from: " + workspace.path("a.csv") + " }\n");
    Path last = workspace.write("third.yaml", "report: { query: users }\n");
    Path second = workspace.path("second.yaml");

    Ended ended = workspace.runJob("first.yaml", second.toString(), last.toString());

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err())
        .contains("not started: " + workspace.path("c.csv"))
        .contains("not started: second, third");
    assertThat(ended.summaries()).extracting("status").containsExactly("COMPLETED", "REFUSED");
    assertThat(String.valueOf(ended.summaries().get(1).get("notes")))
        .contains("c.csv")
        .contains("second, third");
  }

  @Test
  void whatIsNotThereIsNull() {
    assertThat(workspace.run("users", "add", "ann").exitCode()).isZero();
    Map<String, Object> summary = Json.object(workspace.run("runs", "show", "1", "--json").out());
    assertThat(Json.section(summary, "source"))
        .containsEntry("sha256", null)
        .containsEntry("bytes", null);
    assertThat(summary.toString()).doesNotContain("=,").doesNotContain("=}");
  }

  @Test
  void quietShowsNoTableBesideThePage() throws IOException {
    assertThat(workspace.run("users", "add", "ann").exitCode()).isZero();
    Path page = workspace.path("page.html");
    Ended quiet = workspace.run("runs", "show", "1", "--html", page.toString(), "-q");
    assertThat(quiet.exitCode()).isZero();
    assertThat(quiet.said()).isEmpty();
    assertThat(Files.readString(page, StandardCharsets.UTF_8)).contains("Run 1");
    assertThat(workspace.run("runs", "show", "1", "-q").out()).contains("run 1");
  }

  @Test
  void lastIsTheNewestRun() {
    workspace.write("users.csv", "username,level\nann,2\nbob,x\n");
    assertThat(workspace.run("runs", "show", "last").err()).contains("there is no such database");
    assertThat(workspace.importFile("users.csv", "--job", "nightly").exitCode()).isEqualTo(3);
    assertThat(workspace.run("users", "add", "cyd").exitCode()).isZero();

    assertThat(workspace.run("runs", "show", "last").out()).contains("run 2, job manual");
    assertThat(workspace.run("runs", "show", "last", "--job", "nightly").out()).contains("run 1,");
    Ended other = workspace.run("runs", "show", "1", "--job", "manual");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("there is no run 1 of job manual");
    assertThat(workspace.run("retry", "last", "--job", "manual").exitCode()).isEqualTo(2);
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    workspace.write(rejects, workspace.read(rejects).replace("bob,x", "bob,5"));
    Ended retried = workspace.run("retry", "last");
    assertThat(retried.exitCode()).as(retried.said()).isZero();
    assertThat(workspace.run("runs", "undo", "last").exitCode()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 2", "\"cyd\", null, 1");
  }

  @Test
  void howToGoOnHasLinesOfItsOwnOnATerminal() {
    workspace.write("users.csv", "username,level\nann,x\nbob,1\n");
    Ended piped = workspace.importFile("users.csv", "--max-rejects", "0");
    assertThat(piped.err().lines().filter(line -> line.contains("[REJECT_LIMIT]")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("; see why: ", "; go on: ", "--max-rejects", "to the same command [")
        .endsWith("[REJECT_LIMIT]");
    System.setProperty("rollcall.stderr.terminal", "true");
    try {
      Ended shown = workspace.importFile("users.csv", "--max-rejects", "0");
      assertThat(shown.err().lines())
          .anyMatch(line -> line.startsWith("  see why: "))
          .anyMatch(line -> line.startsWith("  go on: "));
    } finally {
      System.clearProperty("rollcall.stderr.terminal");
    }
  }

  @Test
  void whereADatabaseMustExistNoneIsMade() {
    workspace.write("users.csv", "username,level\nann,2\n");
    Ended ended = workspace.importFile("users.csv", "--must-exist");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.summary()).containsEntry("code", "DATABASE_UNUSABLE");
    assertThat(workspace.run("users", "add", "ann", "--must-exist").exitCode()).isEqualTo(1);
    workspace.write(
        "nightly.yaml", "import: { from: " + workspace.path("users.csv") + " }\ncreate: false\n");
    Ended job = workspace.runJob("nightly.yaml");
    assertThat(job.exitCode()).as(job.said()).isEqualTo(1);
    assertThat(job.err()).contains("there is no such database", "create: false");
    assertThat(job.summary()).containsEntry("code", "DATABASE_UNUSABLE");
    String nightly = workspace.path("nightly.yaml").toString();
    assertThat(workspace.run("plan", nightly).exitCode()).isEqualTo(1);
    assertThat(workspace.names()).doesNotContain("users.db");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.runJob("nightly.yaml").exitCode()).isZero();
    assertThat(workspace.importFile("users.csv", "--must-exist").exitCode()).isZero();
  }

  /** Users of these numbers, in the order of their names. */
  private static String users(int from, int to, String level) {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = from; i < to; i++) {
      text.append("user%05d,%s%n".formatted(i, level));
    }
    return text.toString();
  }

  private void prepareRuns() {
    workspace.write("users.csv", "username,level\nann,2\nbob,3\n");
    workspace.write("twice.csv", "username,level\n" + "ann,x\n".repeat(101));
    workspace.write("wrong.yaml", "import: { form: users.csv }\n");
    workspace.write("job.yaml", "import: { from: users.csv }\n");
    workspace.write("report.yaml", "report: { sql: " + workspace.path("none.sql") + " }\n");
    assertThat(workspace.run("users", "add", "zoe").exitCode()).isZero();
    assertThat(workspace.run("users", "add", "ann").exitCode()).isZero();
    String plan = workspace.path("plan.json").toString();
    Path users = workspace.path("users.csv");
    assertThat(workspace.run("plan", users.toString(), "--save", plan).exitCode()).isZero();
    assertThat(workspace.run("users", "set-level", "ann", "7").exitCode()).isZero();
  }

  /** Runs a command on {@code users.db} whose words end in files of the folder. */
  private Ended ended(String line) {
    Path summary = workspace.write("summary.json", STALE);
    List<String> words = new ArrayList<>();
    for (String word : line.replace("'", "").split(" ", -1)) {
      boolean file = word.matches(".*\\.(csv|yaml|json)\\??");
      words.add(file ? workspace.path(word).toString() : word);
    }
    words.addAll(
        List.of("--summary", summary.toString(), "--db", workspace.database().path().toString()));
    return RollcallProgram.run(summary, new byte[0], words);
  }
}
