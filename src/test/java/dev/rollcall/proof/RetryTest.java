package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mended rejects come back as the rows of the input that they were, whatever people do to them. */
class RetryTest {

  private static final String REJECTS = "rejects.csv";

  private final DatabaseKind kind = kind();
  @TempDir Path folder;

  /** {@link RetryOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  /**
   * Spreadsheets sort, and rows get copied; with rules of its own, the database is met in order.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOrderOfTheFixedFileChangesNothingAndNeitherDoARowThatIsThereTwice(boolean rules) {
    int[] cases = {0};
    Seeds.each(
        4,
        random -> {
          Workspace workspace = kind.fresh(folder.resolve("case" + cases[0]++));
          workspace.write("users.csv", "username,level\nann,5\nbob,5\n");
          assertThat(workspace.importFile("users.csv").exitCode()).isZero();
          if (rules) {
            workspace.database().execute("create unique index ours on users (email)");
          }
          workspace.write("more.csv", "username,level\nann,1x\nbob,x\nann,+2x\nbob,x\nann,+3x\n");
          Path file = workspace.path(REJECTS);
          String[] flags = {"--rejects", file.toString(), "--max-rejects", "100%"};
          assertThat(workspace.importFile("more.csv", flags).exitCode()).isEqualTo(3);
          List<String> lines = new ArrayList<>(workspace.read(REJECTS).lines().toList());
          String header = lines.remove(0);
          lines.replaceAll(line -> line.replace("x", line.startsWith("bob") ? "+1" : ""));
          lines.add(lines.get(random.nextInt(lines.size())));
          Collections.shuffle(lines, random);
          workspace.write(REJECTS, header + "\n" + String.join("\n", lines) + "\n");

          Ended ended = workspace.run("retry", "2");

          assertThat(ended.exitCode()).as(ended.said()).isZero();
          assertThat(ended.out()).contains("1 row left out: a row before has the same _line");
          // In the order of the input: set to 1, then raised by 2 and by 3.
          assertThat(workspace.database().rows("select username, level from users order by 1"))
              .containsExactly("\"ann\", 6", "\"bob\", 7");
        });
  }

  /** Whatever was run since, and whichever of the files of the same rejects it is. */
  @Test
  void lastReadsTheFileThatWasFixed() {
    Workspace workspace = kind.fresh(folder);
    String first = rejectFile(workspace, 1);
    String second = rejectFile(workspace, 2);
    workspace.write("users.csv", "username,level\nann,3\nbob,x\ncyd,y\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(workspace.run("users", "add", "dan").exitCode()).isZero();
    // Too early: a refused run has rejects and a file of its own.
    Ended early = workspace.run("retry", "last");
    assertThat(early.exitCode()).as(early.said()).isEqualTo(4);
    // The same command with a higher limit goes on with that run.
    Ended raised = workspace.run("retry", "last", "--max-rejects", "100%");
    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
    assertThat(raised.out()).contains("run 3, ").contains("continues run 3, which was refused");

    workspace.write(first, workspace.read(first).replace(",x,", ",5,"));
    Ended fixed = workspace.run("retry", "last");
    assertThat(fixed.exitCode()).as(fixed.said()).isEqualTo(3);
    String fourth = rejectFile(workspace, 4);
    assertThat(workspace.read(fourth)).contains("cyd,y").doesNotContain("bob");
    Ended nothing = workspace.run("retry", "last");
    assertThat(nothing.exitCode()).as(nothing.said()).isEqualTo(4);
    workspace.write(fourth, workspace.read(fourth).replace(",y,", ",6,"));
    Ended rest = workspace.run("retry", "last");

    assertThat(rest.exitCode()).as(rest.said()).isZero();
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 3", "\"bob\", 5", "\"cyd\", 6", "\"dan\", 1");
    Ended settled = workspace.run("retry", "last");
    assertThat(settled.exitCode()).isEqualTo(2);
    assertThat(settled.err()).contains("there is no run with rejects that are left to fix");
    assertThat(second).isNotEqualTo(first);
  }

  private static String rejectFile(Workspace workspace, int run) {
    return workspace.beside(".run-" + run + ".rejects.csv");
  }

  @Test
  void howToImportFixedRejectsIsSaid() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,3\nbob,x\n");
    Ended first = workspace.importFile("users.csv");
    assertThat(first.out())
        .contains(
            "  fix them there, then: rollcall retry 1 --db " + workspace.database().address());
    Ended early = workspace.run("retry", "1");
    assertThat(early.exitCode()).isEqualTo(4);
    assertThat(early.out()).contains("  fix them there, then: rollcall retry 2 --db ");
    // No other command than the one that was given, whose words are not all known here.
    assertThat(early.err()).contains("give --max-rejects 100% to the same command [");
  }

  @Test
  void newRejectsGoWhereTheJobWantsThem() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,3\nbob,x\ncyd,y\n");
    String named = workspace.path("out/hr.rejects.csv").toString();
    assertThat(workspace.importFile("users.csv", "--rejects", named).exitCode()).isEqualTo(3);
    workspace.write(
        "out/hr.rejects.csv", workspace.read("out/hr.rejects.csv").replace(",x,", ",1,"));
    Ended second = workspace.run("retry", "1");
    assertThat(second.exitCode()).as(second.said()).isEqualTo(3);
    assertThat(workspace.read("out/hr.rejects.run-2.csv")).contains("cyd,y").doesNotContain("bob");
    assertThat(workspace.namesEndingIn("rejects.csv")).isEmpty();
    Ended third = workspace.run("retry", "2", "--max-rejects", "100%");
    assertThat(third.exitCode()).as(third.said()).isEqualTo(3);
    assertThat(workspace.read("out/hr.rejects.run-3.csv")).contains("cyd,y");
  }

  @Test
  void lastTakesTheRunWhoseRejectsTheFileHolds() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,3\nbob,x\ncyd,y\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(workspace.run("retry", "last", "--max-rejects", "100%").exitCode()).isEqualTo(3);
    for (int run = 1; run <= 2; run++) {
      String cells = run == 1 ? ",x," : ",y,";
      String name = "fixed-" + run + ".csv";
      workspace.write(name, workspace.read(rejectFile(workspace, run)).replace(cells, ",5,"));
      Ended ended =
          workspace.run(
              "retry", "last", "--file", workspace.path(name).toString(), "--max-rejects", "100%");
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(run == 1 ? 3 : 0);
    }
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 3", "\"bob\", 5", "\"cyd\", 5");
  }

  @Test
  void whichDatabaseHasNoSuchRunIsSaid() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,3\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    for (String[] command :
        List.of(
            new String[] {"retry", "4"},
            new String[] {"runs", "undo", "4"},
            new String[] {"runs", "show", "4"})) {
      Ended ended = workspace.run(command);
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains(workspace.beside(": there is no run 4"));
    }
  }

  @Test
  void fixedRejectsOfAMirrorRemoveNobody() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,1\nbob,2\ncyd,x\n");
    Path file = workspace.path(REJECTS);
    Ended first =
        workspace.importFile("users.csv", "--mode", "mirror", "--rejects", file.toString());
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    workspace.write(REJECTS, workspace.read(REJECTS).replaceFirst(",x,", ",3,"));
    Ended ended = workspace.run("retry", "1");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 1", "\"bob\", 2", "\"cyd\", 3");
  }

  /** The file has one row, and more of another delimiter in it than of its own. */
  @Test
  void ofInputWithoutAHeaderTheDelimiterIsFoundByTheCodeOfTheReject() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "ann,1\nbob,1\n\";;;;;;;;cyd\",x\n");
    Path file = workspace.path(REJECTS);
    String columns = "username=1,level=2";
    Ended first =
        workspace.importFile(
            "users.csv", "--no-header", "--columns", columns, "--rejects", file.toString());
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    workspace.write(REJECTS, workspace.read(REJECTS).replaceFirst(",x,", ",7,"));
    Ended ended = workspace.run("retry", "1");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().rows("select level from users where username like ';%'"))
        .containsExactly("7");
  }

  @Test
  void aRejectIsSettledUntilTheRunThatAppliedItIsUndone() {
    Workspace workspace = kind.fresh(folder);
    workspace.write("users.csv", "username,level\nann,1\nbob,x\n");
    workspace.importFile("users.csv");
    String rejects = workspace.beside(".run-1.rejects.csv");
    workspace.write(rejects, workspace.read(rejects).replace("bob,x", "bob,5"));
    workspace.run("retry", "1");
    assertThat(settledBy(workspace)).isEqualTo("2");
    workspace.run("runs", "undo", "2");
    assertThat(settledBy(workspace)).isEmpty();
    workspace.run("runs", "undo", "3");
    assertThat(settledBy(workspace)).isEqualTo("2");
  }

  private static String settledBy(Workspace workspace) {
    String line = workspace.run("report", "rejects").out().lines().toList().get(1);
    return line.substring(line.lastIndexOf(',') + 1);
  }
}
