package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run that did not come to its end: it is continued, replaced, or in the way. */
class OpenRunTest {

  private static final String HEADER = "username,level,action\n";

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link OpenRunOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
  }

  @Test
  void afterTheRejectLimitWasRaisedTheSameCommandGoesOn() {
    leaveUnfinished("raise.csv", "ada,+1,");
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 1");

    Ended resumed = workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "1");

    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    assertThat(resumed.numbers("counts"))
        .containsEntry("read", 3L)
        .containsEntry("created", 1L)
        .containsEntry("updated", 1L)
        .containsEntry("rejected", 1L);
    assertThat(resumed.summary()).containsEntry("restarts", 1);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
    assertThat(workspace.database().rows("select username from rollcall_rejects"))
        .containsExactly("\"zoe\"");
  }

  @Test
  void theSameChunkSizeIsNotNeededToGoOn() {
    leaveUnfinished("raise.csv", "ada,+1,");
    Ended resumed = workspace.importFile("raise.csv", "--chunk", "5000", "--max-rejects", "1");
    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void anUnfinishedRunOfAbsoluteLevelsIsAbandonedForNewContent() {
    leaveUnfinished("users.csv", "ada,7,");
    deliver("users.csv", "ada,8,");

    Ended replaced = workspace.importFile("users.csv");

    assertThat(replaced.exitCode()).as(replaced.said()).isZero();
    assertThat(replaced.said()).contains("run 2").contains("abandoned");
    assertThat(workspace.database().rows("select id, status from rollcall_runs order by id"))
        .containsExactly("1, \"COMPLETED\"", "2, \"ABANDONED\"", "3, \"COMPLETED\"");
    assertThat(levels()).containsExactly("\"ada\", 8", "\"zoe\", 1");
  }

  @Test
  void anUnfinishedRunOfRelativeLevelsIsInTheWayOfNewContent() {
    leaveUnfinished("raise.csv", "ada,+1,");
    String old = workspace.read("raise.csv");
    List<String> before = levels();
    deliver("raise.csv", "ada,+1,", "zoe,+1,");

    Ended replaced = workspace.importFile("raise.csv");

    assertThat(replaced.exitCode()).isEqualTo(4);
    assertThat(replaced.err())
        .contains("run 2", "old file back", "rollcall runs undo 2", "--again");
    assertThat(levels()).isEqualTo(before);

    workspace.write("raise.csv", old);
    Ended finished = workspace.importFile("raise.csv", "--max-rejects", "1");
    assertThat(finished.exitCode()).as(finished.said()).isEqualTo(3);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void againImportsNewContentOverAnUnfinishedRun() {
    leaveUnfinished("raise.csv", "ada,+1,");
    deliver("raise.csv", "ada,+1,", "zoe,+1,");
    Ended again = workspace.importFile("raise.csv", "--again");
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(levels()).containsExactly("\"ada\", 3", "\"zoe\", 2");
    assertThat(workspace.database().rows("select status from rollcall_runs where id = 2"))
        .containsExactly("\"ABANDONED\"");
  }

  @Test
  void anUnfinishedRunUnderAnotherDefinitionIsNotContinued() {
    leaveUnfinished("raise.csv", "ada,+1,");
    Ended other = workspace.importFile("raise.csv", "--max-rejects", "1", "--level-max", "50");
    assertThat(other.exitCode()).isEqualTo(4);
    assertThat(other.err()).contains("run 2");
  }

  @Test
  void aFileOfAnotherNameDoesNotTouchTheUnfinishedRun() {
    leaveUnfinished("monday.csv", "ada,+1,");
    deliver("tuesday.csv", "ben,4,");
    assertThat(workspace.importFile("tuesday.csv").exitCode()).isZero();
    Ended finished = workspace.importFile("monday.csv", "--max-rejects", "1");
    assertThat(finished.exitCode()).as(finished.said()).isEqualTo(3);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"ben\", 4", "\"zoe\", 2");
  }

  @Test
  void aLowerLimitOnTheWayCountsNoRejectTwice() throws IOException {
    deliver("zoe.csv", "zoe,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    deliver("raise.csv", "abe,much,", "ada,+1,", "zoe,,create", "zoe,+1,");
    Ended refused = workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "1");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    Ended lower = workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "0");
    assertThat(lower.exitCode()).as(lower.said()).isEqualTo(4);
    Ended raised = workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "2");
    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
    assertThat(raised.numbers("counts")).containsEntry("read", 4L).containsEntry("rejected", 2L);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void aLowerLimitHoldsAlsoWhereAllRowsWereDone() {
    deliver("zoe.csv", "zoe,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    deliver("users.csv", "ada,5,", "zoe,,create");
    // The end can't be written down, as if the program had died just before it.
    workspace
        .database()
        .execute(
            Triggers.make(
                kind,
                "no_room",
                "before update of status on rollcall_runs",
                "new.status like 'COMPLETED%'",
                Triggers.refusal(kind, "no room")));
    Ended failed = workspace.importFile("users.csv");
    assertThat(failed.exitCode()).as(failed.said()).isEqualTo(1);
    workspace.database().execute(Triggers.drop(kind, "no_room"));

    Ended lower = workspace.importFile("users.csv", "--max-rejects", "0");
    assertThat(lower.exitCode()).as(lower.said()).isEqualTo(4);
    Ended usual = workspace.importFile("users.csv");
    assertThat(usual.exitCode()).as(usual.said()).isEqualTo(3);
    assertThat(usual.numbers("counts")).containsEntry("read", 2L).containsEntry("rejected", 1L);
  }

  @Test
  void whatWasReadUntilTheLimitIsNotTakenForTheWholeInput() {
    deliver("zoe.csv", "zoe,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    deliver("raise.csv", "abe,much,", "ada,+1,", "zoe,+1,");
    // The refusal can't be written down, as if the program had died just then.
    workspace
        .database()
        .execute(
            Triggers.make(
                kind,
                "no_room",
                "before insert on rollcall_rejects",
                "true",
                Triggers.refusal(kind, "no room")));
    Ended failed = workspace.importFile("raise.csv", "--max-rejects", "0");
    assertThat(failed.exitCode()).as(failed.said()).isEqualTo(1);
    workspace.database().execute(Triggers.drop(kind, "no_room"));

    Ended resumed = workspace.importFile("raise.csv", "--max-rejects", "1");

    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    assertThat(resumed.numbers("counts")).containsEntry("read", 3L).containsEntry("rejected", 1L);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void aRunThatDiedBetweenItsInstanceAndItsExecutionIsTakenOver() {
    leaveUnfinished("raise.csv", "ada,+1,");
    workspace
        .database()
        .execute(
            "delete from rollcall_batch_step_execution_context",
            "delete from rollcall_batch_step_execution",
            "delete from rollcall_batch_job_execution_context",
            "delete from rollcall_batch_job_execution_params",
            "delete from rollcall_batch_job_execution");
    Ended resumed = workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "1");
    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void nothingIsLeftOfARunThatWasAbandoned() {
    leaveUnfinished("users.csv", "ada,7,");
    long unfinished = workspace.database().number("select max(id) from rollcall_runs");
    workspace.write(workspace.beside(".run-" + unfinished + ".staged-a"), "of a process that died");
    workspace.write(
        "." + workspace.beside(".run-2.rejects.csv.c0ffee00-0000-4000-8000-000000004711.part"),
        "username\nzoe\n");
    deliver("users.csv", "ada,8,");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.names()).noneMatch(name -> name.contains(".staged"));
    assertThat(workspace.namesEndingIn(".part")).isEmpty();
  }

  @Test
  void standardInputIsContinuedToo() {
    deliver("zoe.csv", "zoe,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    byte[] input = (HEADER + "ada,+1,\nzoe,,create\nzoe,+1,\n").getBytes(StandardCharsets.UTF_8);
    Ended refused = workspace.importInput(input, "--chunk", "1", "--max-rejects", "0");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);

    Ended resumed = workspace.importInput(input, "--chunk", "1", "--max-rejects", "1");

    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    assertThat(resumed.summary()).containsEntry("restarts", 1);
    assertThat(levels()).containsExactly("\"ada\", 2", "\"zoe\", 2");
    assertThat(workspace.names())
        .filteredOn(name -> name.startsWith(workspace.beside("")))
        .allMatch(
            name ->
                List.of("", ".lock", ".run-2.rejects.csv").stream()
                    .map(workspace::beside)
                    .anyMatch(name::equals));
    assertThat(workspace.importInput(input).status()).isEqualTo("ALREADY_DONE");
  }

  /**
   * Leaves run 2 at its second row, which is refused: the row of the first user is applied, those
   * of zoe are not.
   */
  private void leaveUnfinished(String file, String firstRow) {
    deliver("zoe.csv", "zoe,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    deliver(file, firstRow, "zoe,,create", "zoe,+1,");
    Ended refused = workspace.importFile(file, "--chunk", "1", "--max-rejects", "0");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.status()).isEqualTo("REFUSED");
  }

  private void deliver(String file, String... rows) {
    workspace.write(file, HEADER + String.join("\n", rows) + "\n");
  }

  private List<String> levels() {
    return workspace.database().rows("select username, level from users order by username");
  }
}
