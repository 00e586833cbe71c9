package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a glob finds and yet passes over: rejects, and what came from there last. */
class GlobbedFilesTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void aGlobPassesOverRejectsAndSaysSo() {
    workspace.write("users.csv", "username,level\nann,1\nbob,x\n");
    assertEnds(glob("*.csv"), 3);
    workspace.write("users.csv", "username,level\nann,2\nbob,y\n");
    Ended second = glob("*.csv");
    assertEnds(second, 3);
    assertThat(second.summaries()).hasSize(1);
    assertThat(second.out()).contains("a glob passes over files of rejects: ");
    assertThat(String.valueOf(second.summary().get("notes"))).contains("run-1.rejects.csv");
    assertThat(workspace.namesEndingIn(".rejects.csv"))
        .containsExactlyInAnyOrder("users.db.run-1.rejects.csv", "users.db.run-2.rejects.csv");
    Ended rejectsAlone = glob("*.rejects.csv");
    assertEnds(rejectsAlone, 1);
    assertThat(rejectsAlone.err()).contains("all files that match hold rejects");
  }

  /** On the second night there are two files, of which one is passed over. */
  @Test
  void whereRejectsOfSeveralInputsGoIsSaid() {
    String named = workspace.path("out.csv").toString();
    workspace.write("day1.csv", "username,level\nann,1\nbob,x\n");
    Ended first = glob("day*.csv", "--rejects", named);
    assertEnds(first, 3);
    assertThat(first.out()).doesNotContain("the rejects are not in");
    workspace.write("day2.csv", "username,level\nann,2\ncyd,x\n");
    Ended second = glob("day*.csv", "--rejects", named);
    assertEnds(second, 3);
    assertThat(second.out())
        .contains("out.run-2.csv")
        .contains("note: the rejects are not in " + named + ", as each of several inputs has");
  }

  @Test
  void aMirrorOfAGlobRemovesNobodyWhomOnlyItsRejectsLeaveOut() {
    workspace.write("users.csv", "username,level\nann,1\nbob,1\ncyd,1\ndan,x\n");
    List<String> all = List.of("\"ann\", null, 1", "\"bob\", null, 1", "\"cyd\", null, 1");
    for (int night = 0; night < 3; night++) {
      assertEnds(glob("*.csv", "--mode", "mirror", "--allow", "delete=5"), night == 0 ? 3 : 0);
      assertThat(workspace.database().users()).isEqualTo(all);
    }
  }

  @Test
  void datedFilesAreImportedOnceHoweverManyNightsTheyAreLeft() {
    workspace.write("day1.csv", "username,level\nann,1\n");
    assertEnds(glob("day*.csv"), 0);
    // The same again, under its own name: nothing to do, tonight or ever.
    workspace.write("day2.csv", "username,level\nann,1\n");
    assertEnds(glob("day*.csv"), 0);
    workspace.write("day3.csv", "username,level\nann,2\n");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "COMPLETED");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "ALREADY_DONE");
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    // It has come back.
    workspace.write("day4.csv", "username,level\nann,1\n");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "ALREADY_DONE", "COMPLETED");
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(3);
    // Named by itself, a file is judged as ever; so is one that has been overwritten.
    assertEnds(workspace.importFile("day3.csv"), 0);
    workspace.write("day3.csv", "username,level\nann,9\n");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "COMPLETED", "ALREADY_DONE");
    workspace.write("day3.csv", "username,level\nann,2\n");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "COMPLETED", "ALREADY_DONE");
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
  }

  @Test
  void anOldFileThatWouldBeRefusedHoldsUpNoNewerOnes() {
    workspace.write("day1.csv", "username,level\nann,+1\n");
    assertEnds(glob("day*.csv"), 0);
    workspace.write("day2.csv", "username,level\nann,+1\nbob,5\n");
    Ended second = glob("day*.csv");
    assertStatuses(second, "ALREADY_DONE", "COMPLETED");
    assertThat(second.out())
        .contains("already done by run 1")
        .contains("a pattern such as *.csv skips it");
    assertEnds(workspace.importFile("day1.csv"), 4);
    workspace.write("day3.csv", "username,level\nann,+1\nbob,6\n");
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "COMPLETED");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 4", "\"bob\", null, 6");
    // Undone, it is looked at again.
    assertEnds(workspace.run("runs", "undo", "3"), 0);
    assertStatuses(glob("day*.csv"), "ALREADY_DONE", "ALREADY_DONE", "COMPLETED");
  }

  @Test
  void whateverFailsTheSummaryNamesTheFile() {
    workspace.write("day1.csv", "username,level\nann,1\n");
    workspace.write("day2.csv", "nobody\nann\n");
    Ended ended = glob("day*.csv");
    assertEnds(ended, 1);
    assertThat(ended.summaries()).hasSize(2).allSatisfy(GlobbedFilesTest::assertNamed);
    workspace.write("users.db", "this is no database, whatever its name");
    Ended failed = glob("day*.csv");
    assertEnds(failed, 1);
    assertNamed(failed.summary());
  }

  private static void assertNamed(Map<String, Object> summary) {
    assertThat(String.valueOf(summary.get("source"))).contains("day");
  }

  private Ended glob(String pattern, String... flags) {
    return workspace.importFile(pattern, flags);
  }

  private static void assertStatuses(Ended ended, String... statuses) {
    assertThat(ended.summaries().stream().map(each -> String.valueOf(each.get("status"))))
        .as(ended.said())
        .containsExactly(statuses);
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
