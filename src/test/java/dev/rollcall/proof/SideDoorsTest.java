package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways round the straight road on which nothing may be applied twice, or be lost. */
class SideDoorsTest {

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link SideDoorsOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
  }

  @Test
  void aRunGoesOnInTheOrderInWhichItBeganWhenTheDatabaseLosesItsRules() {
    workspace.write("users.csv", "username,level\na,5\nb,5\nx,5\n");
    assertEnds(workspace.importFile("users.csv"), 0);
    workspace.database().execute("create unique index theirs on users (email)");
    workspace.write("f.csv", "username,level,action\nb,+1,\nx,,create\na,+1,\nb,+1,\na,+1,\n");
    assertEnds(workspace.importFile("f.csv", "--chunk", "1", "--max-rejects", "0"), 4);
    workspace.database().execute("drop index theirs");
    assertEnds(workspace.importFile("f.csv", "--chunk", "1"), 3);
    assertLevels("a 7", "b 7", "x 5");
  }

  @Test
  void aRunGoesOnInTheOrderInWhichItBeganWhenTheDatabaseGetsRules() {
    workspace.write("users.csv", "username,level\na,5\nb,5\nx,5\n");
    assertEnds(workspace.importFile("users.csv"), 0);
    workspace.write(
        "f.csv", "username,level,action\nx,+1,\nb,,create\nx,+1,\na,+1,\nb,+1,\na,+1,\n");
    assertEnds(workspace.importFile("f.csv", "--chunk", "2", "--max-rejects", "0"), 4);
    workspace.database().execute("create unique index theirs on users (email)");
    assertEnds(workspace.importFile("f.csv", "--chunk", "1"), 3);
    assertLevels("a 7", "b 6", "x 7");
  }

  @Test
  void rejectsFedBackAsAFileAndByTheirRunAreAppliedOnce() {
    String rejects = rejectsOf("f.csv", "ann,5\nbob,one\n", 3);
    fix(rejects, row -> row.replace("one", "+1"));
    assertEnds(workspace.importFile(rejects), 0);
    workspace.write("other.csv", "username,level\ncyd,1\n");
    assertEnds(workspace.importFile("other.csv"), 0);
    assertEnds(workspace.run("retry", "1"), 0);
    assertEnds(workspace.importFile(rejects), 0);
    assertLevels("ann 5", "bob 2", "cyd 1");
    assertThat(workspace.database().rows("select kind, of_run from rollcall_runs where id = 2"))
        .containsExactly("\"RETRY\", 1");
    assertThat(settledBy(1)).containsExactly("3, 2");
  }

  /** Written by an older version, or somebody has removed the column. */
  @Test
  void rejectsThatDoNotSayWhoseTheyAreAreImportedAsThoseOfARunOrOnPurpose() {
    String rejects = rejectsOf("f.csv", "ann,5\nbob,one\n", 3);
    String old = workspace.read(rejects).replace("_run,", "").replaceAll("1-[0-9a-f]{8},", "");
    workspace.write("old.csv", old.replace("one", "+1"));
    Ended refused = workspace.importFile("old.csv");
    assertEnds(refused, 4);
    assertThat(refused.err()).contains("rollcall retry", "--file", "--again");
    assertEnds(workspace.planFile("old.csv"), 4);
    assertEnds(workspace.run("retry", "1", "--file", workspace.path("old.csv").toString()), 0);
    assertEnds(workspace.importFile("old.csv"), 4);
    assertLevels("ann 5", "bob 2");
    assertEnds(workspace.importFile("old.csv", "--again"), 0);
    assertLevels("ann 5", "bob 3");
    workspace = kind.fresh(folder.resolve("another"));
    workspace.write("old.csv", old.replace("one", "+1"));
    assertEnds(workspace.importFile("old.csv"), 0);
  }

  @Test
  void aRefusedImportOfRejectsIsContinuedByTheirRunAndTheOtherWay() {
    for (boolean byRunFirst : List.of(true, false)) {
      workspace = kind.fresh(folder.resolve("by run first " + byRunFirst));
      workspace.write("f.csv", "username,level\nann,5\n");
      String rejects = rejectsOf("f.csv", "zoe,5\nann,one\nbob,one\ncyd,one\n", 3);
      // The last one exists, once the job says create.
      fix(
          rejects,
          row -> row.startsWith("cyd") ? row.replace("one", "101") : row.replace("one", "+1"));
      Ended refused =
          byRunFirst
              ? workspace.run("retry", "1", "--max-rejects", "0")
              : workspace.importFile(rejects, "--max-rejects", "0");
      assertEnds(refused, 4);
      assertEnds(byRunFirst ? workspace.importFile(rejects) : workspace.run("retry", "1"), 3);
      assertEnds(workspace.run("retry", "1"), 3, 0);
      workspace.write("other.csv", "username,level\nzoe,6\n");
      assertEnds(workspace.importFile("other.csv"), 0);
      assertEnds(workspace.run("retry", "1", "--max-rejects", "100%"), 3);
      assertLevels("ann 2", "bob 2", "zoe 6");
    }
  }

  @Test
  void whatARetryHasSettledStaysSettledWhenItsRunGoesOn() {
    workspace.write("f.csv", "username,level\nann,one\nbob,two\ncyd,5\n");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "1"), 4);
    String rejects = workspace.namesEndingIn("rejects.csv").get(0);
    fix(rejects, row -> row.replace("one", "+1"));
    String fixed = workspace.read(rejects);
    Ended retry = workspace.run("retry", "1");
    assertEnds(retry, 3);
    assertThat(retry.out()).contains("note: run 1 has not ended");
    assertLevels("ann 2");
    Ended again = workspace.importFile("f.csv", "--max-rejects", "2");
    assertEnds(again, 3);
    assertThat(again.out()).contains("note: 1 reject settled already, by a retry");
    assertThat(workspace.read(rejects)).as("somebody has worked on it").isEqualTo(fixed);
    workspace.write("fixed.csv", fixed.replace("two", "+1"));
    assertEnds(workspace.run("retry", "1", "--file", workspace.path("fixed.csv").toString()), 0);
    assertLevels("ann 2", "bob 2", "cyd 5");
    assertThat(settledBy(1)).containsExactly("2, 2", "3, 3");
  }

  @Test
  void whatARetryHasSettledIsRememberedWhileItIsUndone() {
    workspace.write("f.csv", "username,level\nann,one\nbob,two\ncyd,5\n");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "1"), 4);
    String rejects = workspace.namesEndingIn("rejects.csv").get(0);
    fix(rejects, row -> row.replace("one", "+1"));
    String fixed = workspace.read(rejects);
    assertEnds(workspace.run("retry", "1"), 3);
    assertEnds(workspace.run("runs", "undo", "2"), 0);
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "2"), 3);
    assertEnds(workspace.run("runs", "undo", "3"), 0);
    assertLevels("ann 2", "cyd 5");
    assertThat(settledBy(1)).containsExactly("2, 2");
    workspace.write("fixed.csv", fixed.replace("two", "+1"));
    assertEnds(workspace.run("retry", "1", "--file", workspace.path("fixed.csv").toString()), 0);
    assertLevels("ann 2", "bob 2", "cyd 5");
  }

  @Test
  void theUndoOfARetryBelongsToTheRunWhoseRejectsItWas() {
    String rejects = rejectsOf("f.csv", "ann,+1\nbob,one\n", 3);
    fix(rejects, row -> row.replace("one", "+1"));
    assertEnds(workspace.run("retry", "1"), 0);
    assertEnds(workspace.run("runs", "undo", "2"), 0);
    Ended again = workspace.importFile("f.csv");
    assertThat(again.status()).as(again.said()).isEqualTo("ALREADY_DONE");
    assertEnds(workspace.run("runs", "undo", "3"), 0);
    assertThat(workspace.importFile("f.csv").status()).isEqualTo("ALREADY_DONE");
    assertLevels("ann 2", "bob 2");
  }

  @Test
  void aRunUndoneInPartCountsAsHavingAppliedItsRelativeLevels() {
    workspace.write("f.csv", "username,level\nann,+1\nbob,+1\n");
    assertEnds(workspace.importFile("f.csv"), 0);
    assertEnds(workspace.run("users", "set-level", "bob", "7"), 0);
    assertEnds(workspace.run("runs", "undo", "1"), 3);
    Ended again = workspace.importFile("f.csv");
    assertEnds(again, 4);
    assertThat(again.err())
        .contains("run 1 of ")
        .contains("run 3 undid it, but left \"bob\"")
        .contains("DELIVERED_TWICE");
    assertLevels("bob 7");
    assertEnds(workspace.run("runs", "undo", "3"), 0);
    assertEnds(workspace.run("runs", "undo", "1", "--force"), 0);
    assertEnds(workspace.importFile("f.csv"), 0);
    assertLevels("ann 2", "bob 2");
  }

  @Test
  void afterItsRetryTheFileIsDoneAsBefore() {
    String rejects = rejectsOf("f.csv", "ann,+1\nbob,one\n", 3);
    fix(rejects, row -> row.replace("one", "+1"));
    String fixed = workspace.read(rejects);
    assertEnds(workspace.run("retry", "1"), 0);
    Ended again = workspace.importFile("f.csv");
    assertEnds(again, 0);
    assertThat(again.status()).isEqualTo("ALREADY_DONE");
    assertThat(String.valueOf(again.summary().get("run"))).isEqualTo("1");
    assertThat(workspace.read(rejects)).isEqualTo(fixed);
    assertLevels("ann 2", "bob 2");
  }

  /** Fixed in the file of the first run, and in that of a retry that rejected them once more. */
  @Test
  void aRejectOfARetryIsTheRejectOfItsRun() {
    String rejects = rejectsOf("f.csv", "ann,5\nbob,one\ncyd,two\n", 3);
    fix(rejects, row -> row.replace("two", "+1"));
    assertEnds(workspace.run("retry", "1"), 3);
    String second = workspace.namesEndingIn("run-2.rejects.csv").get(0);
    fix(rejects, row -> row.replace("one", "+1"));
    assertEnds(workspace.run("retry", "1"), 0);
    fix(second, row -> row.replace("one", "+1"));
    assertEnds(workspace.run("retry", "2"), 0);
    assertLevels("ann 5", "bob 2", "cyd 2");
  }

  /** The file is rejected in part; its rejects' name is the answer. */
  /** The level that the retry gave her is still there; given once more it would be one too high. */
  @Test
  void rejectsOfUsersWhomAnUndoLeavesAloneStaySettled() {
    String rejects = rejectsOf("f.csv", "ann,one\nbob,two\ncyd,5\n", 3);
    fix(rejects, row -> row.replace("one", "+1").replace("two", "+1"));
    String fixed = workspace.read(rejects);
    assertEnds(workspace.run("retry", "1"), 0);
    assertEnds(workspace.run("users", "set-level", "ann", "+5"), 0);
    assertEnds(workspace.run("runs", "undo", "2"), 3);
    assertThat(settledBy(1)).containsExactly("2, 2", "3, -2");
    workspace.write("fixed.csv", fixed);
    assertEnds(workspace.run("retry", "1", "--file", workspace.path("fixed.csv").toString()), 0);
    assertLevels("ann 7", "bob 2", "cyd 5");
  }

  private String rejectsOf(String file, String rows, int exitCode) {
    workspace.write(file, "username,level\n" + rows);
    assertEnds(workspace.importFile(file), exitCode);
    return workspace.namesEndingIn(".run-1.rejects.csv").get(0);
  }

  private void fix(String file, UnaryOperator<String> row) {
    List<String> lines = new ArrayList<>(workspace.read(file).lines().toList());
    // Of the message nothing is to be fixed.
    lines.replaceAll(
        line -> {
          int message = line.lastIndexOf(",LEVEL_");
          return message < 0
              ? line
              : row.apply(line.substring(0, message)) + line.substring(message);
        });
    workspace.write(file, String.join("\n", lines) + "\n");
  }

  private List<String> settledBy(long run) {
    return workspace
        .database()
        .rows(
            "select line, settled_by from rollcall_rejects where settled_by is not null"
                + " and run_id = "
                + run
                + " order by line");
  }

  private void assertLevels(String... expected) {
    assertThat(workspace.database().rows("select username || ' ' || level from users order by 1"))
        .containsExactly(
            List.of(expected).stream().map(each -> '"' + each + '"').toArray(String[]::new));
  }

  private static void assertEnds(Ended ended, Integer... codes) {
    assertThat(ended.exitCode()).as(ended.said()).isIn((Object[]) codes);
  }
}
