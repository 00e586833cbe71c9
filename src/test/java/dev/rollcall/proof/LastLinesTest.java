package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command says of what it did, in a line or a table. */
class LastLinesTest {

  private static final List<String> TERMINAL =
      List.of("rollcall.stdout.terminal", "rollcall.columns", "rollcall.lines");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @AfterEach
  void withoutTerminal() {
    TERMINAL.forEach(System::clearProperty);
  }

  private static void onTerminal(int columns) {
    System.setProperty("rollcall.stdout.terminal", "true");
    System.setProperty("rollcall.columns", Integer.toString(columns));
    System.setProperty("rollcall.lines", "24");
  }

  @Test
  void whatARunDoesToAnotherRunIsItsFirstLine() {
    workspace.write("users.csv", "username,email\nann,ann@example.com\nbob,bob\n");
    Ended imported = workspace.importFile("users.csv");
    assertThat(imported.out()).contains("\ndone with rejects in ");
    workspace.write(
        "fixed.csv",
        workspace.read("users.db.run-1.rejects.csv").replace("bob,bob,", "bob,bob@example.com,"));
    String fixed = workspace.path("fixed.csv").toString();
    Ended retried = workspace.run("retry", "1", "--file", fixed);
    String database = workspace.database().path().toString();
    assertThat(retried.out())
        .contains("Z run 2 retries rejects of run 1 in " + database + ", from " + fixed + "\n")
        .doesNotContain("note: retries");
    assertThat(workspace.run("retry", "1", "--file", fixed).out())
        .contains("Z job import, rejects of run 1 in " + database + ": already done by run 2 of ");
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.out())
        .startsWith("run 3 undoes run 2 in " + database + "\n")
        .doesNotContain("note: undoes");
    assertThat(workspace.run("runs", "show", "3").out())
        .startsWith("run 3 undoes run 2 in " + database + "\n");
  }

  @Test
  void theListSaysWhatIsAnUndoThoughTheJobHasALongName() {
    workspace.write("users-of-2026-11-29.csv", "username\nann\n");
    workspace.importFile("users-of-2026-11-29.csv", "--job", "nightly-import");
    workspace.run("runs", "undo", "1");
    onTerminal(80);
    List<String> list = workspace.run("runs", "list").out().lines().toList();
    assertThat(list).allMatch(line -> line.length() <= 80);
    assertThat(list.get(list.size() - 2)).matches(" +2  \\d\\d-\\d\\d \\d\\d:\\d\\d .* undo");
    assertThat(list.get(list.size() - 1)).contains("nightly").endsWith("import");
  }

  @Test
  void aFileThatWasAskedForIsNamedUnlessQuiet() {
    String users = workspace.path("users.csv").toString();
    assertThat(workspace.generate("1200", "--changes", "5%", "--out", users).out())
        .isEqualTo(users + ": 1,200 users; beside it users_changes.csv\n");
    workspace.importFile("users.csv");
    String out = workspace.path("report.csv").toString();
    assertThat(workspace.run("report", "users", "--out", out).out())
        .isEqualTo(out + ": report users, 1,200 rows\n");
    assertThat(workspace.run("report", "users", "--out", out, "--quiet").out()).isEmpty();
    String page = workspace.path("report.html").toString();
    assertThat(workspace.run("report", "users", "--out", page, "--format", "html").out())
        .isEqualTo(page + ": report users\n");
  }

  @Test
  void aWindowShowsTheNewestRunsEachInALineThoughOneHasALongMessage() {
    workspace.write("users.csv", "username,email\nann,ann@example.com\nbob,bob\n");
    for (int run = 1; run <= 7; run++) {
      workspace.importFile("users.csv", "--again", "--max-rejects", run == 7 ? "0" : "100%");
    }
    Ended piped = workspace.run("report", "runs", "--format", "table");
    assertThat(piped.out().lines().skip(1).map(String::strip))
        .as("oldest first in a pipe")
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("1 ");
    for (int columns : new int[] {80, 220}) {
      onTerminal(columns);
      List<String> lines = workspace.run("report", "runs").out().lines().toList();
      assertThat(lines).allMatch(line -> line.length() <= columns);
      assertThat(lines.stream().filter(line -> line.matches(" *\\d+ .*20\\d\\d-.*")))
          .as("%d columns", columns)
          .extracting(line -> line.strip().split(" ", 2)[0])
          .containsExactly("7", "6", "5", "4", "3", "2", "1");
      assertThat(lines.get(lines.indexOf(row(lines, "7 ")) + 1))
          .contains("      ")
          .contains("reject");
      withoutTerminal();
    }
  }

  @Test
  void standardInputIsNamedForPeople() {
    Ended ended = workspace.importInput("username\nann\n".getBytes(StandardCharsets.UTF_8));
    assertThat(ended.out()).contains("job import: standard input -> ");
    assertThat(ended.summary()).containsEntry("status", "COMPLETED");
    assertThat(workspace.run("users", "show", "ann").out()).contains("import of standard input:2");
    assertThat(workspace.run("runs", "list").out()).contains("standard input");
    assertThat(workspace.run("runs", "show", "1", "--json").out()).contains("\"name\":\"-\"");
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    workspace.write("users.csv", "username\nann\n");
    workspace.importFile("users.csv");
    onTerminal(80);
    assertThat(workspace.run("report", "changes", "--user", "bob").out()).isEqualTo("no rows\n");
    withoutTerminal();
    assertThat(workspace.run("report", "changes", "--user", "bob").out()).startsWith("run,");
  }

  @Test
  void countsOfATableAreGroupedAndFiguresHaveAsManyDecimals() {
    StringBuilder users = new StringBuilder("username,level\n");
    for (int user = 0; user < 1_234; user++) {
      users.append("user").append(user).append(user < 50 ? ",2\n" : ",1\n");
    }
    workspace.write("users.csv", users.toString());
    workspace.importFile("users.csv");
    workspace.database().execute("update rollcall_runs set id = 4321");
    onTerminal(120);
    assertThat(workspace.run("report", "runs").out())
        .containsPattern("\n *4321 ")
        .contains(" 1,234 ")
        .doesNotContain(" 1234 ");
    assertThat(workspace.run("report", "levels").out().lines().skip(1).map(String::strip))
        .containsExactly(
            "1  1,184          95.95                  95.95",
            "2     50           4.05                 100.00");
  }

  private static String row(List<String> lines, String begin) {
    return lines.stream().filter(line -> line.strip().startsWith(begin)).findFirst().orElseThrow();
  }

  @Test
  void aWindowShowsTheRejectsAndChangesOfTheNewestRunFirst() {
    workspace.write("one.csv", "username,email\nann,ann@example.com\nbob,bob\n");
    workspace.write("two.csv", "username,email\ncyd,cyd@example.com\ndan,dan\neve,eve\n");
    workspace.importFile("one.csv");
    workspace.importFile("two.csv");
    onTerminal(80);
    assertThat(workspace.run("report", "rejects").out()).containsSubsequence("dan", "eve", "bob");
    assertThat(workspace.run("report", "changes").out()).containsSubsequence("cyd", "ann");
    withoutTerminal();
    assertThat(workspace.run("report", "rejects").out()).containsSubsequence("bob", "dan", "eve");
    assertThat(workspace.run("report", "changes").out()).containsSubsequence("ann", "cyd");
  }
}
