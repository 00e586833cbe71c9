package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a run wrote how many rows: noted with each chunk, and undone with it. */
class PaceTest {

  private static final int ROWS = 2_000;

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
    StringBuilder text = new StringBuilder("username,level\n");
    for (int row = 0; row < ROWS; row++) {
      text.append("user").append(row).append(",1\n");
    }
    workspace.write("users.csv", text + "user7,many\nuser8,\n");
  }

  @Test
  void itAddsUpToTheRowsAcrossRestarts() {
    assertThat(workspace.importFile("users.csv", "--chunk", "10", "--max-rejects", "0").exitCode())
        .isEqualTo(4);
    assertThat(workspace.importFile("users.csv", "--chunk", "10").exitCode()).isEqualTo(3);
    assertThat(written(1))
        .isEqualTo(ROWS + 2)
        .isEqualTo(number("select rows_read from rollcall_runs"));
    assertThat(number("select count(*) from rollcall_pace where written = 0")).isPositive();
  }

  @Test
  void aRunHasAtMostTenRowsOfItASecond() {
    workspace.importFile("users.csv", "--chunk", "1");
    assertThat(written(1)).isEqualTo(ROWS + 2);
    long millis = number("select max(at_millis) - min(at_millis) from rollcall_pace");
    assertThat(number("select count(*) from rollcall_pace")).isLessThanOrEqualTo(millis / 100 + 1);
    assertThat(number("select count(*) from rollcall_pace where at_millis % 100 <> 0")).isZero();
  }

  @Test
  void aRunThatIsRolledBackLeavesNone() {
    workspace.importFile("users.csv", "--rollback", "run", "--max-rejects", "0");
    workspace.run("plan", workspace.path("users.csv").toString());
    assertThat(number("select count(*) from rollcall_pace")).isZero();
  }

  @Test
  void anUndoHasItsOwn() {
    workspace.importFile("users.csv");
    workspace.run("runs", "undo", "1");
    assertThat(written(2)).isEqualTo(ROWS);
  }

  private long written(int run) {
    return number("select sum(written) from rollcall_pace where run_id = " + run);
  }

  private long number(String sql) {
    return workspace.database().number(sql);
  }
}
