package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;

/** A run that ended in the middle is finished by the next start, whatever is noted of it. */
class TakeOverTest {

  private final DatabaseKind kind = kind();
  @TempDir Path folder;

  /** {@link TakeOverOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @ParameterizedTest
  @EnumSource
  void whateverStateTheFrameworkLeft(BatchStatus state) {
    Workspace workspace = kind.empty(folder);
    // Not that the row is refused: the whole transaction is.
    String ends =
        kind == DatabaseKind.FILE
            ? "select raise(rollback, 'not thirteen')"
            : "raise exception 'not thirteen' using errcode = 'XX000'";
    workspace
        .database()
        .execute(Triggers.make(kind, "thirteen", "before insert on users", "new.level = 13", ends));
    workspace.write("users.csv", "username,level\nada,+1\nada,+1\ncyd,13\ndan,+5\n");
    Ended failed = workspace.importFile("users.csv", "--chunk", "1");
    assertThat(failed.exitCode()).as(failed.said()).isEqualTo(1);
    assertThat(workspace.database().users()).containsExactly("\"ada\", null, 3");

    workspace
        .database()
        .execute(
            Triggers.drop(kind, "thirteen"),
            "update rollcall_runs set status = 'STARTED'",
            "update ROLLCALL_BATCH_JOB_EXECUTION set status = '" + state + "'",
            "update ROLLCALL_BATCH_STEP_EXECUTION set status = '" + state + "'");
    Ended ended = workspace.importFile("users.csv", "--chunk", "1");

    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.numbers("counts")).containsEntry("read", 4L).containsEntry("created", 3L);
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", null, 3", "\"cyd\", null, 13", "\"dan\", null, 6");
  }
}
