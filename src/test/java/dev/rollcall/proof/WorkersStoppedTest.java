package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and managers that are told to stop give back what they have, and others do the rest. */
class WorkersStoppedTest {

  @TempDir static Path folder;
  private static Crewed crewed;

  @BeforeAll
  static void prepare() throws IOException {
    crewed = new Crewed(WorkersStoppedTest.class, folder);
  }

  @AfterAll
  static void end() {
    crewed = null;
  }

  @Test
  void aWorkerThatIsToldToStopEndsItsChunkAndGivesThePartBack() throws IOException {
    Workspace workspace = crewed.slow("stopped", 0.3);
    Database database = workspace.database();
    try (ChildProgram manager = crewed.manager(workspace);
        ChildProgram first = crewed.worker(workspace)) {
      Crewed.untilBegun(manager, workspace, 1);
      Crewed.end(first);
      assertThat(database.number("select count(*) from rollcall_channel_message")).isGreaterThan(0);
      SlowChunks.hurry(workspace.database());
      try (ChildProgram second = crewed.worker(workspace)) {
        crewed.finish(workspace, manager);
        Crewed.end(second);
      }
    }
    assertThat(database.number("select max(hands) from rollcall_parts")).isEqualTo(2);
    assertThat(workspace.run("runs", "show", "1").out())
        .contains("note: changed hands 1 time: part ");
  }

  @Test
  void aManagerThatIsToldToStopTakesAllPartsBack() throws IOException {
    Workspace workspace = crewed.slow("manager-stopped", 0.2);
    Database database = workspace.database();
    try (ChildProgram worker = crewed.worker(workspace)) {
      try (ChildProgram manager = crewed.manager(workspace)) {
        Crewed.untilBegun(manager, workspace, 1);
        manager.signal("TERM");
        Ended ended = manager.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).contains("same command");
      }
      assertThat(database.rows("select status from rollcall_runs")).containsExactly("\"STOPPED\"");
      // Some may be secret.
      assertThat(database.number("select count(*) from rollcall_staged")).isZero();
      long done = database.number("select sum(position) from rollcall_parts");
      assertThat(database.number("select position from rollcall_runs")).isEqualTo(done);
      SlowChunks.hurry(workspace.database());
      Waiting.pause(500);
      assertThat(database.number("select sum(position) from rollcall_parts")).isEqualTo(done);
      try (ChildProgram manager = crewed.manager(workspace)) {
        crewed.finish(workspace, manager);
      }
      Crewed.end(worker);
    }
  }
}
