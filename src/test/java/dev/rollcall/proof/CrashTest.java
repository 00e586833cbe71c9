package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program killed at any moment, and started again with the same command: what it comes to is
 * what an undisturbed import comes to. When the kills come is random and need not be repeatable:
 * the same must hold for every moment.
 */
class CrashTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int KILLS = Integer.getInteger("rollcall.kills", 10);
  private static final int KILLS_OF_A_WHOLE_RUN = Math.max(1, KILLS / 6);
  private static final int KILLS_UNDER_RULES = Math.max(1, KILLS / 6);
  private static final int KILLS_ON_A_SERVER = Math.max(1, KILLS / 5);
  private static final int KILLS_OF_TAKE_OVERS = 3;
  private static final int KILLED = 128 + 9;
  private static final int MOST_IMAGES = 50;
  private static final int STARTING_MILLIS = 1_000;
  private static final int ROWS = 200_000;
  private static final int ROWS_UNDER_RULES = 40_000;
  private static final int ROWS_ON_A_SERVER = 40_000;

  /** Every other time, cells that mean more than they say, and extra columns. */
  private static final boolean DRESSED = Math.floorMod(SEED, 2) == 0;

  @TempDir static Path folder;
  private static LargeImport large;
  private final Random random = new Random(SEED);

  @BeforeAll
  static void prepare() throws IOException {
    System.out.println("CrashTest begins at seed " + SEED);
    large = new LargeImport(DatabaseKind.FILE, DRESSED, folder, SEED, ROWS);
  }

  @Test
  void anImportKilledAtRandomMomentsComesToTheSame() throws IOException {
    killAtRandomMoments(large, KILLS);
  }

  @Test
  void anImportIntoAServerDoesToo() throws IOException {
    Path apart = Files.createDirectory(folder.resolve("server"));
    killAtRandomMoments(
        new LargeImport(DatabaseKind.SERVER, DRESSED, apart, SEED, ROWS_ON_A_SERVER),
        KILLS_ON_A_SERVER);
  }

  @Test
  void anImportUnderRulesOfTheDatabaseDoesToo() throws IOException {
    Path apart = Files.createDirectory(folder.resolve("rules"));
    killAtRandomMoments(
        new LargeImport(
            // Dressed, all new users have one address, which the rules refuse.
            DatabaseKind.FILE, false, apart, SEED, ROWS_UNDER_RULES, LargeImport.RULES),
        KILLS_UNDER_RULES);
  }

  private void killAtRandomMoments(LargeImport imported, int kills) throws IOException {
    int killed = 0;
    for (int round = 0; killed < kills; round++) {
      Workspace workspace = imported.fresh("killed-" + round);
      int exitCode = KILLED;
      while (exitCode == KILLED) {
        exitCode = startAndKill(imported, workspace, "chunk", killed < kills);
        if (exitCode == KILLED) {
          killed++;
          assertCommittedTogether(workspace);
          exitCode = afterKill(imported, workspace, "chunk");
        }
      }
      assertThat(exitCode).isEqualTo(3);
      LargeImport.State.of(workspace).assertSameAs(imported.expected());
      assertThat(workspace.names()).noneMatch(name -> name.contains(".staged"));
    }
  }

  @Test
  void aWholeRunThatIsKilledLeavesTheUsersAsTheyWere() throws IOException {
    Workspace workspace = large.fresh("whole");
    int late = 0;
    int killed = 0;
    while (killed < KILLS_OF_A_WHOLE_RUN) {
      assertThat(killWhileItWrites(workspace)).isEqualTo(KILLED);
      Database left = workspace.database().copy(workspace.path("copy.db"));
      if (left.number("select count(*) from rollcall_runs where finished_at is not null") > 0) {
        // Too late: it had come to its end.
        LargeImport.State.of(workspace).assertSameAs(large.expected());
        workspace = large.fresh("whole-" + ++late);
        continue;
      }
      assertThat(left.users().equals(large.usersBefore())).as("users as before").isTrue();
      assertThat(left.number("select count(*) from rollcall_changes")).isZero();
      killed++;
    }
    try (ChildProgram program = workspace.start(large.command("run"))) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    LargeImport.State.of(workspace).assertSameAs(large.expected());
  }

  /** After some chunks, which somebody could see were they committed. */
  private int killWhileItWrites(Workspace workspace) {
    long attempts = attemptsToWrite(workspace);
    int images = 10 + random.nextInt(MOST_IMAGES);
    try (ChildProgram program = workspace.start(large.command("run"))) {
      Waiting.until(program, () -> attemptsToWrite(workspace) > attempts);
      Waiting.until(program, () -> newestImage(workspace) >= images);
      return program.kill();
    }
  }

  /** How often a run has come so far that it writes its chunks. */
  private static long attemptsToWrite(Workspace workspace) {
    String steps = "select count(*) from rollcall_batch_step_execution where step_name = 'apply'";
    return Math.max(0, workspace.database().glimpse(steps));
  }

  /** The images that carry chunks to SQLite are numbered; each chunk has one or more. */
  private static int newestImage(Workspace workspace) {
    return workspace.names().stream()
        .filter(name -> name.contains(".image-"))
        .mapToInt(name -> Integer.parseInt(name.replaceAll(".*-|[.]part", "")))
        .max()
        .orElse(0);
  }

  @Test
  void aTakeOverThatIsKilledIsTakenOver() throws IOException {
    Workspace workspace = large.fresh("take-over");
    startAndKillAtWork(workspace);
    for (int i = 1; i <= KILLS_OF_TAKE_OVERS; i++) {
      int restarts = i;
      try (ChildProgram program = workspace.start(large.command("chunk"))) {
        Waiting.until(
            program,
            () ->
                workspace.database().glimpse("select sum(restarts) from rollcall_runs")
                    >= restarts);
        assertThat(program.kill()).isEqualTo(KILLED);
      }
    }
    finish(workspace);
  }

  @Test
  void aFileThatIsReplacedAfterACrashIsNotTakenForTheOldOne() throws IOException {
    Workspace workspace = large.fresh("replaced");
    startAndKillAtWork(workspace);
    String old = Files.readString(large.file());
    Database left = workspace.database();
    long changes = left.glimpse("select count(*) from rollcall_changes");
    try {
      Files.writeString(large.file(), old + "one.more,,+1,,\n");
      try (ChildProgram program = workspace.start(large.command("chunk"))) {
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
        assertThat(ended.err()).contains("run 1").contains("old file back").contains("--again");
      }
      assertThat(left.number("select count(*) from rollcall_changes")).isEqualTo(changes);
    } finally {
      Files.writeString(large.file(), old);
    }
    finish(workspace);
  }

  @Test
  void askedToStopItEndsTheChunkAndCanGoOn() throws IOException {
    Workspace workspace = large.fresh("stopped");
    try (ChildProgram program = workspace.start(large.command("chunk"))) {
      Waiting.until(
          program,
          () -> workspace.database().glimpse("select sum(relative) from rollcall_runs") > 0);
      program.signal("TERM");
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("same command");
    }
    assertThat(workspace.database().rows("select status from rollcall_runs"))
        .containsExactly("\"STOPPED\"");
    long read = workspace.database().number("select rows_read from rollcall_runs");
    assertThat(read).isPositive().isLessThan(ROWS);
    assertThat(read % LargeImport.CHUNK).as("rows of the last chunk").isZero();
    assertCommittedTogether(workspace);
    finish(workspace);
  }

  private static void startAndKillAtWork(Workspace workspace) {
    try (ChildProgram program = workspace.start(large.command("chunk"))) {
      Waiting.until(
          program,
          () -> workspace.database().glimpse("select sum(relative) from rollcall_runs") > 0);
      assertThat(program.kill()).isEqualTo(KILLED);
    }
  }

  private static void finish(Workspace workspace) {
    try (ChildProgram program = workspace.start(large.command("chunk"))) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    }
    LargeImport.State.of(workspace).assertSameAs(large.expected());
  }

  /**
   * Killed in its last moments, a program may have done all: then the same command says so, and
   * that is the end. Otherwise {@code KILLED}.
   */
  private static int afterKill(LargeImport imported, Workspace workspace, String rollback) {
    Database left = workspace.database().copy(workspace.path("copy.db"));
    String done = "select count(*) from rollcall_runs where status = 'COMPLETED_WITH_REJECTS'";
    if (!left.hasTable("rollcall_runs") || left.number(done) == 0) {
      return KILLED;
    }
    System.out.println("killed when all was done");
    try (ChildProgram program = workspace.start(imported.command(rollback))) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("already done");
    }
    return 3;
  }

  private int startAndKill(
      LargeImport imported, Workspace workspace, String rollback, boolean kill) {
    if (kill && random.nextInt(6) == 0) {
      try (ChildProgram program = workspace.start(imported.command(rollback))) {
        return program.killAfter(random.nextInt(STARTING_MILLIS));
      }
    }
    try (ChildProgram program = imported.start(workspace, rollback)) {
      if (!kill) {
        return program.end().exitCode();
      }
      // A little longer than an undisturbed import, so that the very end is hit, too.
      int exitCode = program.killAfter((long) (random.nextDouble() * 1.1 * imported.workMillis()));
      if (exitCode != KILLED) {
        assertThat(exitCode).as(program.errSoFar()).isEqualTo(3);
      }
      return exitCode;
    }
  }

  /** What a crash leaves: the ledger speaks of exactly the rows that were applied. */
  private static void assertCommittedTogether(Workspace workspace) {
    Database left = workspace.database().copy(workspace.path("copy.db"));
    if (left.number("select count(*) from rollcall_runs") == 0) {
      System.out.println("killed before the run began");
      return;
    }
    System.out.println(
        "killed at row " + left.rows("select rows_read, position, epoch from rollcall_parts"));
    assertThat(
            left.number(
                "select sum(rows_read - created - updated - unchanged - deleted - rejected)"
                    + " from rollcall_parts"))
        .isZero();
    assertThat(left.number("select sum(created + updated + deleted) from rollcall_parts"))
        .isEqualTo(left.number("select count(*) from rollcall_changes"));
    assertThat(left.number("select sum(rejected) from rollcall_parts"))
        .isEqualTo(left.number("select count(*) from rollcall_rejects"));
    assertThat(
            left.number(
                "select count(*) from rollcall_changes newest join users on users.username"
                    + " = newest.username where newest.id in (select max(id) from"
                    + " rollcall_changes group by rollcall_changes.username) and users.level is"
                    + " distinct from newest.level_after"))
        .as("users whose level is not what their last change says")
        .isZero();
  }
}
