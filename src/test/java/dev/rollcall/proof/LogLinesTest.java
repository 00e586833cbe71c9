package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler's log gets: who, what and when, for people and for programs. */
class LogLinesTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void prepare() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,email,level\nann,ann@example.com,2\nbob,b@@c,3\n");
    workspace.write("wrong.csv", "username,level\nann,x\ndan,1\n");
    workspace.write("b.yaml", "import: { from: " + workspace.path("users.csv") + " }\n");
  }

  @Test
  void linesNameTimeJobRunAndFile() {
    String users = workspace.path("users.csv").toString();
    Ended done = workspace.importFile("users.csv", "--job", "nightly");
    assertThat(done.out().lines().findFirst().orElse(""))
        .matches(TIME + "run 1, job nightly: " + users + " -> .*");
    Ended again = workspace.importFile("users.csv", "--job", "nightly");
    assertThat(again.out().lines().findFirst().orElse(""))
        .matches(TIME + "job nightly, " + users + " -> .*: already done by run 1 of .*");
    workspace.write(
        "a.yaml",
        "import: { name: a, from: " + workspace.path("wrong.csv") + " }\nrejects: { limit: 0 }\n");
    Ended refused = workspace.runJob("a.yaml", workspace.path("b.yaml").toString());
    assertThat(refused.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("rollcall: " + TIME + "a, run 2, .*wrong.csv: 1 reject .*]"))
        .anyMatch(line -> line.matches("rollcall: " + TIME + "not started: b"));
  }

  @Test
  void onATerminalThereIsNoTime() {
    System.setProperty("rollcall.stderr.terminal", "true");
    System.setProperty("rollcall.stdout.terminal", "true");
    try {
      Ended ended = workspace.importFile("wrong.csv", "--max-rejects", "0", "--no-progress");
      assertThat(ended.out()).contains("run 1, job import").doesNotContain("Z run 1");
      assertThat(ended.err()).contains("rollcall: import, run 1");
    } finally {
      System.clearProperty("rollcall.stderr.terminal");
      System.clearProperty("rollcall.stdout.terminal");
    }
  }

  @Test
  void inJsonEachLineIsAnObject() {
    Ended done = workspace.importFile("users.csv", "--log", "json", "--job", "nightly");
    assertThat(done.exitCode()).isEqualTo(3);
    Map<String, Object> ended = only(done.out());
    assertThat(ended)
        .containsEntry("log.level", "warn")
        .containsEntry("event.action", "run-ended")
        .containsEntry("event.outcome", "success")
        .containsEntry("rollcall.job", "nightly")
        .containsEntry("rollcall.run", 1)
        .containsEntry("rollcall.file", workspace.path("users.csv").toString())
        .containsEntry("rollcall.status", "COMPLETED_WITH_REJECTS")
        .containsEntry("rollcall.rows.rejected", 1);
    assertThat(String.valueOf(ended.get("message")))
        .startsWith("nightly: run 1 done with rejects; read 2,");

    Ended refused =
        workspace.importFile("wrong.csv", "--log", "json", "--max-rejects", "0", "--debug");
    assertThat(only(refused.out()))
        .containsEntry("event.outcome", "failure")
        .containsEntry("error.code", "REJECT_LIMIT");
    assertThat(objects(refused.err()))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .containsEntry("log.level", "error")
                    .containsEntry("error.code", "REJECT_LIMIT")
                    .containsEntry("rollcall.exit", 4)
                    .containsEntry("rollcall.run", 2)
                    .containsEntry("rollcall.file", workspace.path("wrong.csv").toString()));
    assertThat(objects(refused.err())).anyMatch(line -> line.get("log.level").equals("debug"));

    for (Ended failed :
        List.of(
            workspace.importFile("none.csv", "--log", "json"),
            workspace.runJob("none.yaml", "--log=json"),
            workspace.importFile("users.csv", "--log", "json", "--quiet", "--guard", "rows=9"))) {
      assertThat(failed.out()).isEmpty();
      assertThat(only(failed.err())).containsEntry("event.outcome", "failure");
    }
    assertThat(done.said() + refused.said()).doesNotContain("@example").doesNotContain("@@");
  }

  @Test
  void thereAreNoOtherFormats() {
    Ended ended = workspace.importFile("users.csv", "--log", "xml");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("must be text or json, not \"xml\"");
  }

  private static Map<String, Object> only(String said) {
    List<Map<String, Object>> objects = objects(said);
    assertThat(objects).as(said).hasSize(1);
    return objects.get(0);
  }

  /** All of them, each with what every line of this schema has, and first. */
  private static List<Map<String, Object>> objects(String said) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (String line : said.lines().toList()) {
      Map<String, Object> object = Json.object(line);
      assertThat(line)
          .matches("\\{\"@timestamp\":\"[^\"]+\",\"log.level\":\"[a-z]+\",\"message\".*");
      assertThat(Instant.parse(String.valueOf(object.get("@timestamp")))).isNotNull();
      assertThat(object).containsKeys("ecs.version", "event.kind", "event.action");
      objects.add(object);
    }
    return objects;
  }
}
