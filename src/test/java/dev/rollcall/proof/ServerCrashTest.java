package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it is written, and started again; or as a standby. */
class ServerCrashTest {

  private static final int USERS = 12_000;

  @TempDir Path folder;

  /** What its crash takes, users, ledger and positions, it takes together. */
  @Test
  @Timeout(180)
  void whatAServerLosesIsWrittenAgainAndNothingTwice() throws Exception {
    try (OwnServer server = OwnServer.start(folder.resolve("data"))) {
      Workspace workspace = new Workspace(folder, server.database());
      RaisedUsers users = RaisedUsers.make(workspace, USERS);
      SlowChunks.take(users.database(), 0.1);
      try (ChildProgram program =
          workspace.start("import", workspace.path("users.csv").toString(), "--chunk", "500")) {
        Waiting.until(
            program,
            () ->
                users.database().glimpse("select count(*) from rollcall_parts where position > 0")
                    == 2);
        server.kill();
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).contains("[DATABASE_UNUSABLE]");
      }
      try (OwnServer again = server.startAgain()) {
        users.assertAllTellTheSame();
        SlowChunks.end(again.database());
        Ended ended = workspace.importFile("users.csv", "--chunk", "500");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        users.assertRaised();
      }
    }
  }

  /** It takes no writes, and says so; what is read there is read. */
  @Test
  @Timeout(180)
  void aStandbyIsReadAndNotWritten() throws Exception {
    Path data = folder.resolve("data");
    OwnServer primary = OwnServer.start(data);
    Workspace workspace = new Workspace(folder, primary.database());
    try (primary) {
      workspace.write("users.csv", "username,level\nann,3\n");
      assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    }
    Files.createFile(data.resolve("standby.signal"));
    try (OwnServer standby = primary.startAgain()) {
      assertThat(standby.database().address()).isEqualTo(workspace.database().address());
      assertThat(workspace.report("users")).contains("ann");
      assertThat(workspace.run("runs", "list").exitCode()).isZero();
      assertThat(workspace.run("schema", "status").exitCode()).isZero();
      workspace.write("more.csv", "username,level\nann,5\n");
      for (Ended ended :
          List.of(
              workspace.importFile("more.csv"),
              workspace.planFile("more.csv"),
              workspace.run("users", "set-level", "ann", "5"),
              workspace.run("runs", "undo", "1"),
              workspace.run("schema", "migrate"))) {
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).contains("is a standby", "[DATABASE_UNUSABLE]");
      }
      assertThat(workspace.database().users()).containsExactly("\"ann\", null, 3");
    }
  }
}
