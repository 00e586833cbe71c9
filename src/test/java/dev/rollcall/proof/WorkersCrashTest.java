package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while workers write to it, and started again. */
class WorkersCrashTest {

  private static final int USERS = 12_000;
  private static final int ATTEMPTS = 20;

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void afterACrashOfTheServerTheSameCommandHandsTheRowsOutOnceMore() throws Exception {
    // Skips the test where none can be started.
    PostgreSqlServer.get();
    Path data = folder.resolve("data");
    int port;
    Workspace workspace;
    ChildProgram worker;
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 1; i <= USERS; i++) {
      text.append("user").append(i).append(",+1\n");
    }
    Files.writeString(folder.resolve("users.csv"), text);
    try (EmbeddedPostgres server = start(data, 0)) {
      port = server.getPort();
      workspace = new Workspace(folder, database(server));
      Database database = workspace.database();
      assertThat(workspace.run("schema", "migrate").exitCode()).isZero();
      database.execute(
          "insert into users (username) select 'user' || n from generate_series(1, "
              + USERS
              + ") as n",
          TwoWriters.aChunkTakes(0.1),
          "create trigger slow after insert on rollcall_changes for each statement"
              + " execute function slow()");
      worker = start(workspace, 1, "worker");
      try (ChildProgram manager = manager(workspace, 2)) {
        Waiting.until(
            manager,
            () -> database.glimpse("select count(*) from rollcall_parts where position > 0") >= 1);
        killServer(data);
        Ended ended = manager.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).contains("[DATABASE_UNUSABLE]");
      }
    }
    try (ChildProgram same = worker;
        EmbeddedPostgres server = startAgain(data, port)) {
      Database database = database(server);
      assertThat(database.number("select count(*) from rollcall_staged")).isZero();
      assertThat(database.number("select count(*) from rollcall_channel_message")).isPositive();
      long done = database.number("select sum(position) from rollcall_parts");
      assertThat(database.number("select sum(level - 1) from users")).isEqualTo(done);
      database.execute(TwoWriters.aChunkTakes(0));
      try (ChildProgram manager = manager(workspace, 3)) {
        Ended ended = manager.end();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).doesNotContain("no worker");
      }
      Ended ended = Crewed.end(same);
      assertThat(ended.err()).contains("connecting anew");
      assertThat(database.rows("select distinct level from users")).containsExactly("2");
      assertThat(database.number("select count(*) from rollcall_changes")).isEqualTo(USERS);
      assertThat(database.number("select count(*) from rollcall_staged")).isZero();
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

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "off")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** What is left of the processes of the first one has to end before. */
  private static EmbeddedPostgres startAgain(Path data, int port) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return start(data, port);
      } catch (IOException | IllegalStateException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
        Waiting.pause(500);
      }
    }
  }

  private static Database database(EmbeddedPostgres server) {
    return new Database(
        "postgresql://postgres@localhost:" + server.getPort() + "/postgres",
        server.getJdbcUrl("postgres", "postgres"));
  }

  private static void killServer(Path data) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    Process kill = new ProcessBuilder("kill", "-KILL", lines.get(0).strip()).start();
    assertThat(kill.waitFor()).isZero();
  }
}
