package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** An import that two writers of a server write at the same time, slowly, so that it can be met. */
final class TwoWriters {

  static final int ROWS = 32_000;

  private final LargeImport large;

  /**
   * @param test whose seed it prints
   */
  TwoWriters(Class<?> test, Path folder) throws IOException {
    long seed = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
    System.out.println(test.getSimpleName() + " begins at seed " + seed);
    large =
        new LargeImport(
            DatabaseKind.SERVER, false, Files.createDirectory(folder.resolve("large")), seed, ROWS);
  }

  /** A database before the import, which is as quick as it is. */
  Workspace fresh(String name) throws IOException {
    return large.fresh(name);
  }

  String[] command() {
    return large.command("chunk");
  }

  List<String> usersBefore() {
    return large.usersBefore();
  }

  Workspace slow(String name) throws IOException {
    Workspace workspace = large.fresh(name);
    SlowChunks.take(workspace.database(), 0.2);
    return workspace;
  }

  ChildProgram start(Workspace workspace) {
    return workspace.start(command());
  }

  List<String> cuts(Workspace workspace) {
    return workspace
        .database()
        .rows("select part, first_row, row_count from rollcall_parts where run_id = 1 order by 1");
  }

  void untilBothHaveWritten(ChildProgram program, Workspace workspace) {
    Waiting.until(
        program,
        () ->
            workspace.database().glimpse("select count(*) from rollcall_parts where position > 0")
                == 2);
  }

  void finish(Workspace workspace, ChildProgram program) {
    Ended ended = program.end();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    SlowChunks.end(workspace.database());
    LargeImport.State.of(workspace).assertSameAs(large.expected());
  }

  Workspace killedHalfway(String name) throws IOException {
    Workspace workspace = slow(name);
    try (ChildProgram program = start(workspace)) {
      untilBothHaveWritten(program, workspace);
      assertThat(program.kill()).isPositive();
    }
    SlowChunks.end(workspace.database());
    return workspace;
  }
}
