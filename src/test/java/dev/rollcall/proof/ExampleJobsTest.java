package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example jobs, run as a newcomer would run them, end as their golden files say. */
class ExampleJobsTest {

  private static final String DELIMITER = ";";

  @TempDir Path folder;

  @Test
  void theExampleJobsDoWhatTheirGoldenFilesSay() throws IOException {
    copy(Path.of("jobs"), folder.resolve("jobs"));
    copy(Path.of("data"), folder.resolve("data"));
    Workspace workspace = new Workspace(folder);
    for (String job : List.of("import-users", "apply-level-changes", "import-with-mistakes")) {
      assertThat(outcome(workspace, job)).as(job).isEqualTo(golden(job));
    }
    theReportIs(workspace, golden("level-report"));
    rejectedRowsComeBackAsTheyWere(workspace);
    nothingIsKeptOfTheIgnoredColumn(workspace);
  }

  private static void theReportIs(Workspace workspace, String expected) {
    try (ChildProgram program = workspace.start("run", "level-report")) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.said()).isEqualTo("levels.csv: report levels, 11 rows\n");
    }
    assertThat(workspace.read("levels.csv").replace("\r\n", "\n")).isEqualTo(expected);
  }

  private static String outcome(Workspace workspace, String job) {
    String summaryFile = job + ".json";
    try (ChildProgram program =
        workspace.start("run", "jobs/" + job + ".yaml", "--summary", summaryFile)) {
      Ended ended = program.end();
      assertThat(workspace.path(summaryFile)).as(ended.said()).exists();
      Map<String, Object> summary = Json.object(workspace.read(summaryFile).strip());
      StringBuilder text = new StringBuilder();
      text.append("exit code ").append(ended.exitCode()).append('\n');
      text.append("status ").append(summary.get("status")).append('\n');
      Ended.numbers(summary, "counts").forEach((name, n) -> line(text, name + " " + n));
      Ended.numbers(summary, "levels").forEach((name, n) -> line(text, name + " " + n));
      line(text, "");
      line(text, "rejects");
      workspace
          .database()
          .rows(
              "select line, code, message from rollcall_rejects where run_id = "
                  + summary.get("run")
                  + " order by line")
          .forEach(row -> line(text, row));
      line(text, "");
      line(text, "users");
      workspace.database().users().forEach(row -> line(text, row));
      return text.toString();
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private static String golden(String job) throws IOException {
    return Files.readString(Path.of("src/test/resources/golden", job + ".txt"));
  }

  /** The reject file's cells are those of the input, but for the column that is ignored. */
  private static void rejectedRowsComeBackAsTheyWere(Workspace workspace) {
    List<String> input = workspace.read("data/users-with-mistakes.csv").lines().toList();
    RejectFileText rejects =
        RejectFileText.read(workspace.path("out/mistakes.rejects.csv"), DELIMITER.charAt(0));
    assertThat(rejects.header())
        .containsExactly(
            "login", "mail", "tier", "what", "why", "_run", "_line", "_code", "_message");
    for (Map<String, String> row : rejects.rows()) {
      String delivered = input.get(Integer.parseInt(row.get("_line")) - 1);
      String cells =
          rejects.header().stream().limit(5).map(row::get).collect(Collectors.joining(DELIMITER));
      switch (row.get("_code")) {
        // With a cell missing, nobody can say which of them is the password.
        case "COLUMN_COUNT" -> assertThat(cells).isEqualTo(DELIMITER.repeat(4));
        case "QUOTE_MISPLACED" ->
            assertThat(delivered.replace("\"", "")).startsWith(cells + DELIMITER);
        default -> assertThat(delivered).startsWith(cells + DELIMITER);
      }
    }
  }

  private static void nothingIsKeptOfTheIgnoredColumn(Workspace workspace) throws IOException {
    for (String name : workspace.names()) {
      Path file = workspace.path(name);
      if (Files.isRegularFile(file)) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(name)
            .doesNotContain("correct-horse");
      }
    }
    assertThat(workspace.read("out/mistakes.rejects.csv")).doesNotContain("correct-horse");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
