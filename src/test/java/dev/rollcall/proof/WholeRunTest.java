package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rollback: run}: all of an import, or nothing of it, for every reader at every moment. */
class WholeRunTest {

  private static final int ROWS = 20_000;
  private static final String[] FLAGS = {
    "--rollback", "run", "--chunk", "100", "--max-rejects", "0"
  };

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private List<String> usersBefore = List.of();

  /** {@link WholeRunOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void deliver() {
    workspace = kind.fresh(folder);
    workspace.write("before.csv", "username,level\nuser1,5\nzzz,1\n");
    assertThat(workspace.importFile("before.csv", "--job", "before").exitCode()).isZero();
    usersBefore = workspace.database().users();
  }

  @Test
  void aFailureInTheLastRowLeavesTheDatabaseAsItWas() {
    workspace.write("users.csv", users() + "zzz,1,create\n");

    Set<String> seen = importWhileReading();

    assertThat(seen).containsExactly("2 users, 2 changes");
    assertThat(workspace.database().users()).isEqualTo(usersBefore);
    assertThat(
            workspace.database().rows("select status, rows_read from rollcall_runs where id = 2"))
        .containsExactly("\"REFUSED\", 1");
    assertThat(workspace.database().changes(2)).isEmpty();
  }

  @Test
  void readersSeeAllOfAnImportOrNothing() {
    workspace.write("users.csv", users());
    Set<String> seen = importWhileReading();
    assertThat(List.of("2 users, 2 changes", ROWS + 1 + " users, " + (ROWS + 2) + " changes"))
        .containsAll(seen);
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(ROWS + 1);
  }

  @Test
  void afterTheMistakeIsAllowedItGoesInWhole() {
    workspace.write("users.csv", users() + "zzz,1,create\n");
    assertThat(workspace.importFile("users.csv", FLAGS).exitCode()).isEqualTo(4);
    Ended raised = workspace.importFile("users.csv", "--rollback", "run", "--max-rejects", "1");
    assertThat(raised.exitCode()).as(raised.said()).isEqualTo(3);
    assertThat(raised.numbers("counts"))
        .containsEntry("read", ROWS + 1L)
        .containsEntry("updated", 1L)
        .containsEntry("rejected", 1L);
    assertThat(workspace.database().rows("select level from users where username = 'user1'"))
        .containsExactly("6");
  }

  /** What a reader sees who looks all the time. */
  private Set<String> importWhileReading() {
    Set<String> seen = new LinkedHashSet<>();
    CompletableFuture<Ended> program =
        CompletableFuture.supplyAsync(() -> workspace.importFile("users.csv", FLAGS));
    try (Connection reader = workspace.database().open();
        Statement statement = reader.createStatement()) {
      while (!program.isDone()) {
        try (ResultSet result =
            statement.executeQuery(
                "select (select count(*) from users), (select count(*) from rollcall_changes)")) {
          result.next();
          seen.add(result.getLong(1) + " users, " + result.getLong(2) + " changes");
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    program.join();
    return seen;
  }

  private static String users() {
    StringBuilder text = new StringBuilder("username,level,action\n");
    for (int i = 1; i <= ROWS; i++) {
      text.append("user").append(i).append(",+1,\n");
    }
    return text.toString();
  }
}
