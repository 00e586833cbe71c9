package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL server of a test's own, which may be killed and started again. */
final class OwnServer implements AutoCloseable {

  private static final int ATTEMPTS = 20;

  private final Path data;
  private final EmbeddedPostgres server;

  private OwnServer(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  /**
   * Starts one; skips the test, saying so, where none can be started.
   *
   * @param data a folder that is not there yet
   * @param settings names and values in turn
   */
  static OwnServer start(Path data, String... settings) throws IOException {
    PostgreSqlServer.get();
    return start(data, 0, settings);
  }

  private static OwnServer start(Path data, int port, String... settings) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "on");
    for (int i = 0; i < settings.length; i += 2) {
      builder.setServerConfig(settings[i], settings[i + 1]);
    }
    return new OwnServer(data, builder.start());
  }

  /** The same one once more. What is left of the processes of the first one has to end before. */
  OwnServer startAgain() throws IOException {
    server.close();
    for (int i = 1; ; i++) {
      try {
        return start(data, server.getPort());
      } catch (IOException | IllegalStateException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
        Waiting.pause(500);
      }
    }
  }

  Database database() {
    return databaseFrom("localhost");
  }

  /**
   * The same, as machines have it that reach this one by another name.
   *
   * @param host for programs; the test itself stays here
   */
  Database databaseFrom(String host) {
    return new Database(
        "postgresql://postgres@" + host + ":" + server.getPort() + "/postgres",
        server.getJdbcUrl("postgres", "postgres"));
  }

  /** As when its machine loses its power. */
  void kill() throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    Process kill = new ProcessBuilder("kill", "-KILL", lines.get(0).strip()).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
