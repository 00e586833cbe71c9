package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of others at the file of a database. */
class StrangersTest {

  private static final long HELD_MILLIS = 3_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void deliver() {
    workspace = DatabaseKind.FILE.empty(folder);
    workspace.write("small.csv", "username,level\nada,7\n");
  }

  /**
   * Also by the first run after an adoption, which asks for a log: for that SQLite waits for
   * nobody.
   */
  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aStrangerThatWritesForSomeSecondsIsWaitedFor(String journal) throws SQLException {
    assertThat(workspace.database().rows("pragma journal_mode = " + journal))
        .containsExactly('"' + journal + '"');
    try (Connection stranger = workspace.database().open();
        Statement statement = stranger.createStatement()) {
      statement.execute("begin immediate");
      statement.execute("insert into users (username, level) values ('stranger', 1)");
      Thread release =
          new Thread(
              () -> {
                Waiting.pause(HELD_MILLIS);
                try {
                  statement.execute("commit");
                } catch (SQLException e) {
                  throw new AssertionError(e);
                }
              });
      release.start();
      Ended ended = workspace.importFile("small.csv");
      join(release);
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", null, 7", "\"stranger\", null, 1");
    assertThat(workspace.database().rows("pragma journal_mode")).containsExactly("\"wal\"");
  }

  /** Far more than the import takes, and less than SQLite is told to wait for a lock. */
  @Test
  @Timeout(20)
  void aStrangerThatReadsDoesNotDisturb() throws SQLException {
    try (Connection stranger = workspace.database().open();
        Statement statement = stranger.createStatement()) {
      statement.execute("begin");
      statement.executeQuery("select count(*) from users").close();
      Ended ended = workspace.importFile("small.csv");
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      statement.execute("commit");
    }
    assertThat(workspace.database().users()).containsExactly("\"ada\", null, 7");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
