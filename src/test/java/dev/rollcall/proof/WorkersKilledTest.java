package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers and managers that are killed and frozen at any moment: what comes of it is what one
 * process that nobody disturbs would have done. When that happens is random and need not be
 * repeatable: the same must hold for every moment.
 */
class WorkersKilledTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int ROUNDS = Integer.getInteger("rollcall.workers.rounds", 1);

  /** After so many a round is let go to its end. */
  private static final int BLOWS = 8;

  private static final int WORKERS = 2;
  private static final int WITH_REJECTS = 3;

  /** As the server does it after a while; those of the manager are left alone. */
  private static final String END_WORKERS =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
          + " and application_name like 'rollcall a worker%'";

  @TempDir static Path folder;

  private final Random random = new Random(SEED);
  private final List<ChildProgram> workers = new ArrayList<>();

  @Test
  void whateverIsKilledOrFrozenEachRowIsAppliedOnce() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Path place = Files.createDirectory(folder.resolve("round-" + round));
      Crewed crewed = new Crewed("WorkersKilledTest", place, SEED + round);
      Workspace workspace = crewed.slow("disturbed", 0.3);
      try {
        disturb(crewed, workspace);
      } finally {
        workers.forEach(ChildProgram::close);
        workers.clear();
      }
      crewed.assertDone(workspace);
    }
  }

  private void disturb(Crewed crewed, Workspace workspace) {
    for (int i = 0; i < WORKERS; i++) {
      workers.add(crewed.worker(workspace));
    }
    ChildProgram manager = crewed.manager(workspace);
    try {
      for (int blow = 0; blow < BLOWS && manager.isAlive(); blow++) {
        Waiting.pause(200 + random.nextInt(1_000));
        int which = random.nextInt(10);
        if (which < 4) {
          int victim = random.nextInt(WORKERS);
          workers.get(victim).kill();
          workers.set(victim, crewed.worker(workspace));
        } else if (which < 8) {
          freeze(workspace, workers.get(random.nextInt(WORKERS)));
        } else {
          manager.kill();
          Waiting.pause(random.nextInt(1_000));
          manager = crewed.manager(workspace);
        }
      }
      SlowChunks.hurry(workspace.database());
      Ended ended = manager.end();
      // It may have been killed when all was done.
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, WITH_REJECTS);
    } finally {
      manager.close();
    }
  }

  /** So that another one takes its part, or not; then it wakes up. */
  private void freeze(Workspace workspace, ChildProgram worker) {
    worker.signal("STOP");
    if (random.nextBoolean()) {
      workspace.database().rows(END_WORKERS);
    }
    Waiting.pause(100 + random.nextInt(1_500));
    worker.signal("CONT");
  }

  /** What it has in its hands when it wakes up is of a run that nobody wants any more. */
  @Test
  void aFrozenWorkerOfARunThatWasUndoneCommitsNothing() throws IOException {
    Path place = Files.createDirectory(folder.resolve("undone"));
    Crewed crewed = new Crewed("WorkersKilledTest", place, SEED);
    Workspace workspace = crewed.slow("zombie", 0.5);
    Database database = workspace.database();
    final List<String> before = database.users();
    try (ChildProgram zombie = crewed.worker(workspace)) {
      try (ChildProgram manager = crewed.manager(workspace)) {
        Crewed.untilBegun(manager, workspace, 1);
        zombie.signal("STOP");
        manager.kill();
      }
      SlowChunks.hurry(workspace.database());
      Ended undone = workspace.run("runs", "undo", "1");
      assertThat(undone.exitCode()).as(undone.said()).isIn(0, WITH_REJECTS);
      zombie.signal("CONT");
      Waiting.pause(1_000);
      Crewed.end(zombie);
    }
    assertThat(database.users()).isEqualTo(before);
  }
}
