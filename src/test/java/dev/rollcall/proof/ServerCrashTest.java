package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it is written, and started again; or as a standby. */
class ServerCrashTest {

  private static final int USERS = 12_000;
  private static final int ATTEMPTS = 20;

  @TempDir Path folder;

  /** What its crash takes, users, ledger and positions, it takes together. */
  @Test
  @Timeout(180)
  void whatAServerLosesIsWrittenAgainAndNothingTwice() throws Exception {
    // Skips the test where none can be started.
    PostgreSqlServer.get();
    Path data = folder.resolve("data");
    Database database;
    try (EmbeddedPostgres server = start(data)) {
      database = database(server);
      Workspace workspace = new Workspace(folder, database);
      assertThat(workspace.run("schema", "migrate").exitCode()).isZero();
      database.execute(
          "insert into users (username) select 'user' || n from generate_series(1, "
              + USERS
              + ") as n",
          "create function slow() returns trigger language plpgsql"
              + " as 'begin perform pg_sleep(0.1); return null; end'",
          "create trigger slow after insert on rollcall_changes for each statement"
              + " execute function slow()");
      StringBuilder text = new StringBuilder("username,level\n");
      for (int i = 1; i <= USERS; i++) {
        text.append("user").append(i).append(",+1\n");
      }
      workspace.write("users.csv", text.toString());
      try (ChildProgram program =
          workspace.start("import", workspace.path("users.csv").toString(), "--chunk", "500")) {
        Waiting.until(
            program,
            () -> database.glimpse("select count(*) from rollcall_parts where position > 0") == 2);
        killServer(data);
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).contains("[DATABASE_UNUSABLE]");
      }
    }
    try (EmbeddedPostgres server = startAgain(data)) {
      Workspace workspace = new Workspace(folder, database(server));
      Database again = workspace.database();
      long done = again.number("select sum(position) from rollcall_parts");
      assertThat(again.number("select count(*) from rollcall_changes")).isEqualTo(done);
      assertThat(again.number("select sum(level - 1) from users")).isEqualTo(done);
      again.execute("drop trigger slow on rollcall_changes");
      Ended ended = workspace.importFile("users.csv", "--chunk", "500");
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(again.number("select sum(level - 1) from users")).isEqualTo(USERS);
      assertThat(again.number("select count(*) from rollcall_changes")).isEqualTo(USERS);
      assertThat(again.rows("select distinct level from users")).containsExactly("2");
    }
  }

  /** It takes no writes, and says so; what is read there is read. */
  @Test
  @Timeout(180)
  void aStandbyIsReadAndNotWritten() throws Exception {
    PostgreSqlServer.get();
    Path data = folder.resolve("data");
    try (EmbeddedPostgres primary = start(data)) {
      Workspace workspace = new Workspace(folder, database(primary));
      workspace.write("users.csv", "username,level\nann,3\n");
      assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    }
    Files.createFile(data.resolve("standby.signal"));
    try (EmbeddedPostgres standby = startAgain(data)) {
      Workspace workspace = new Workspace(folder, database(standby));
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

  private static EmbeddedPostgres start(Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** What is left of the processes of the first one has to end before. */
  private static EmbeddedPostgres startAgain(Path data) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return start(data);
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
