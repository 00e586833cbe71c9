package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs at one database. */
class TwoAtOnceTest {

  private static final int ROWS = 50_000;
  private static final long HELD_MILLIS = 3_000;

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private int rows;

  /** {@link TwoAtOnceOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void deliver() {
    workspace = kind.empty(folder);
    StringBuilder text = new StringBuilder("username,level\n");
    rows = kind.cases(ROWS);
    for (int i = 0; i < rows; i++) {
      text.append("user").append(i).append(",+1\n");
    }
    workspace.write("large.csv", text.toString());
    workspace.write("small.csv", "username,level\nada,7\n");
  }

  @Test
  void theSecondEndsAsBusyAndNamesTheHolder() {
    try (ChildProgram first = startAndHold()) {
      Ended second = workspace.importFile("small.csv");
      assertThat(second.exitCode()).as(second.said()).isEqualTo(5);
      assertThat(second.err()).contains(Long.toString(first.pid()));
      assertThat(second.status()).isEqualTo("BUSY");
      assertThat(workspace.run("runs", "show", "1").out()).contains("\nstill working");
      byte[] input = "username\nbob\n".getBytes(StandardCharsets.UTF_8);
      Ended third = workspace.importInput(input);
      assertThat(third.exitCode()).as(third.said()).isEqualTo(5);
      assertThat(workspace.namesEndingIn(".spool")).hasSize(1);
      assertThat(third.err()).contains(workspace.namesEndingIn(".spool").get(0));
      first.signal("CONT");
      Ended ended = first.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(rows);
    assertThat(workspace.importFile("small.csv").exitCode()).isZero();
  }

  @Test
  void theSecondWaitsAsLongAsItIsTold() {
    try (ChildProgram first = startAndHold();
        ChildProgram second =
            workspace.start("import", "small.csv", "--wait", "60s", "--no-progress")) {
      // Nothing depends on how far the second is by then; usually it waits.
      Waiting.pause(HELD_MILLIS);
      assertThat(second.isAlive()).as(second.errSoFar()).isTrue();
      first.signal("CONT");
      Ended firstEnded = first.end();
      assertThat(firstEnded.exitCode()).as(firstEnded.said()).isZero();
      Ended secondEnded = second.end();
      assertThat(secondEnded.exitCode()).as(secondEnded.said()).isZero();
    }
    assertThat(
            workspace
                .database()
                .rows("select id, status, rows_read from rollcall_runs order by id"))
        .containsExactly("1, \"COMPLETED\", " + rows, "2, \"COMPLETED\", 1");
  }

  @Test
  void theSecondWaitsNoLongerThanItIsTold() {
    try (ChildProgram first = startAndHold()) {
      Ended second = workspace.importFile("small.csv", "--wait", "1s");
      assertThat(second.exitCode()).as(second.said()).isEqualTo(5);
      first.signal("CONT");
      assertThat(first.end().exitCode()).isZero();
    }
  }

  @Test
  void whoeverDiedHoldsNothing() {
    try (ChildProgram first = startAndHold()) {
      first.kill();
    }
    assertThat(workspace.importFile("small.csv", "--job", "small").exitCode()).isZero();
  }

  /** The first program, held by a signal while it is at work. */
  private ChildProgram startAndHold() {
    ChildProgram first = workspace.start("import", "large.csv", "--chunk", "500", "--no-progress");
    Waiting.until(
        first, () -> workspace.database().glimpse("select sum(rows_read) from rollcall_parts") > 0);
    first.signal("STOP");
    return first;
  }
}
