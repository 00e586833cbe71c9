package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers and managers that are killed, frozen and cut off at any moment: what comes of it is what
 * one process that nobody disturbs would have done. When that happens is random and need not be
 * repeatable: the same must hold for every moment. In several rounds the server crashes as well.
 */
class WorkersKilledTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int ROUNDS = Integer.getInteger("rollcall.workers.rounds", 1);

  /** After so many a round is let go to its end. */
  private static final int BLOWS = 8;

  private static final int WORKERS = 2;
  private static final int WITH_REJECTS = 3;

  /** What a command may end with as the server is gone, or has not noticed that another one is. */
  private static final Set<Integer> ONCE_MORE = Set.of(1, 5);

  private static final int TRIES = 10;

  /** As the server does it with those that it takes for dead. */
  private static final String END_SESSIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
          + " and application_name like 'rollcall%' and application_name ";

  private static final String OF_WORKERS = "like 'rollcall a worker%'";

  @TempDir static Path folder;

  private final Random random = new Random(SEED);
  private final List<ChildProgram> workers = new ArrayList<>();
  private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);

  /** What is done to them; the last three only if there are several rounds. */
  private enum Blow {
    WORKER_KILLED,
    WORKER_FROZEN,
    WORKER_CUT_OFF,
    MANAGER_KILLED,
    MANAGER_FROZEN,
    MANAGER_CUT_OFF,
    SERVER_CRASHED,
    SERVER_PROCESS_KILLED,
    ALL_AT_ONCE;

    static Blow any(Random random) {
      Blow[] all = values();
      return all[random.nextInt(ROUNDS > 1 ? all.length : all.length - 3)];
    }
  }

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
      System.out.println(round + 1 + " rounds: " + blows);
    }
  }

  private void disturb(Crewed crewed, Workspace workspace) {
    for (int i = 0; i < WORKERS; i++) {
      workers.add(crewed.worker(workspace));
    }
    ChildProgram manager = crewed.manager(workspace);
    try {
      for (int i = 0; i < BLOWS && manager.isAlive(); i++) {
        Waiting.pause(200 + random.nextInt(1_000));
        Blow blow = Blow.any(random);
        blows.merge(blow, 1, Integer::sum);
        manager = strike(blow, crewed, workspace, manager);
      }
      SlowChunks.hurry(workspace.database());
      Ended ended = manager.end();
      for (int i = 0; i < TRIES && ONCE_MORE.contains(ended.exitCode()); i++) {
        manager.close();
        manager = crewed.manager(workspace);
        ended = manager.end();
      }
      // It may have been killed when all was done.
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, WITH_REJECTS);
    } finally {
      manager.close();
    }
  }

  /** The manager that is there afterwards: another one if it was killed, or gave up. */
  private ChildProgram strike(Blow blow, Crewed crewed, Workspace workspace, ChildProgram manager) {
    int victim = random.nextInt(WORKERS);
    switch (blow) {
      case WORKER_KILLED -> kill(victim, crewed, workspace);
      case WORKER_FROZEN -> freeze(workspace, workers.get(victim), null);
      case WORKER_CUT_OFF -> freeze(workspace, workers.get(victim), OF_WORKERS);
      case MANAGER_KILLED -> manager.kill();
      case MANAGER_FROZEN -> freeze(workspace, manager, null);
      case MANAGER_CUT_OFF -> freeze(workspace, manager, "not " + OF_WORKERS);
      case SERVER_CRASHED -> PostgreSqlServer.get().crash(true);
      case SERVER_PROCESS_KILLED -> PostgreSqlServer.get().crash(false);
      case ALL_AT_ONCE -> {
        manager.kill();
        for (int i = 0; i < WORKERS; i++) {
          kill(i, crewed, workspace);
        }
        PostgreSqlServer.get().crash(true);
      }
    }
    if (manager.isAlive()) {
      return manager;
    }
    manager.close();
    Waiting.pause(random.nextInt(1_000));
    return crewed.manager(workspace);
  }

  private void kill(int worker, Crewed crewed, Workspace workspace) {
    workers.get(worker).kill();
    workers.set(worker, crewed.worker(workspace));
  }

  /** So that another one takes its part, or not; then it wakes up. */
  private void freeze(Workspace workspace, ChildProgram program, @Nullable String sessions) {
    program.signal("STOP");
    if (sessions != null) {
      workspace.database().rows(END_SESSIONS + sessions);
    }
    Waiting.pause(100 + random.nextInt(1_500));
    program.signal("CONT");
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
