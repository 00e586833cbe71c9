package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while workers write to it, and started again. */
class WorkersCrashTest {

  private static final int USERS = 12_000;

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void afterACrashOfTheServerTheSameCommandHandsTheRowsOutOnceMore() throws Exception {
    try (OwnServer server = OwnServer.start(folder.resolve("data"))) {
      Workspace workspace = new Workspace(folder, server.database());
      RaisedUsers users = RaisedUsers.make(workspace, USERS);
      Database database = users.database();
      SlowChunks.take(database, 0.1);
      try (ChildProgram worker = start(workspace, 1, "worker")) {
        try (ChildProgram manager = manager(workspace, 2)) {
          Waiting.until(
              manager,
              () ->
                  database.glimpse("select count(*) from rollcall_parts where position > 0") >= 1);
          server.kill();
          Ended ended = manager.end();
          assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
          assertThat(ended.err()).contains("[DATABASE_UNUSABLE]");
        }
        try (OwnServer again = server.startAgain()) {
          assertThat(again.database().number("select count(*) from rollcall_staged")).isZero();
          assertThat(database.number("select count(*) from rollcall_channel_message")).isPositive();
          users.assertAllTellTheSame();
          SlowChunks.hurry(database);
          try (ChildProgram manager = manager(workspace, 3)) {
            Ended ended = manager.end();
            assertThat(ended.exitCode()).as(ended.said()).isZero();
            assertThat(ended.said()).doesNotContain("no worker");
          }
          Ended ended = Crewed.end(worker);
          assertThat(ended.err()).contains("connecting anew");
          users.assertRaised();
          assertThat(database.number("select count(*) from rollcall_staged")).isZero();
        }
      }
    }
  }

  private ChildProgram manager(Workspace workspace, int number) {
    return start(
        workspace,
        number,
        "import",
        folder.resolve("users.csv").toString(),
        "--chunk",
        "500",
        "--workers",
        "--no-progress");
  }

  private ChildProgram start(Workspace workspace, int number, String... words) {
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.add(1, "-Drollcall.workers.rows=1000");
    command.addAll(List.of(words));
    command.addAll(List.of("--db", workspace.database().address()));
    return ChildProgram.startCommand(folder, number, command);
  }
}
