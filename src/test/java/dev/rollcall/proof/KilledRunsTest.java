package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mirrors, retries and undos killed at any moment, and imports that were killed, gone on with or
 * not, and then taken back. When the kills come is random and need not be repeatable: the same must
 * hold for every moment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunsTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int KILLS = Integer.getInteger("rollcall.kills.few", 4);
  private static final int KILLED = 128 + 9;
  private static final int ROWS = 40_000;
  private static final int WITH_REJECTS = 3;
  private static final String ENDED =
      "select count(*) from rollcall_runs where status like 'COMPLETED%'";

  private final DatabaseKind kind = kind();
  private Path folder = Path.of("");
  private LargeImport large;
  private final Random random = new Random(SEED);

  /** {@link KilledRunsOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeAll
  void prepare(@TempDir Path given) throws IOException {
    System.out.println("KilledRunsTest begins at seed " + SEED);
    folder = given;
    large = new LargeImport(kind, false, folder, SEED, kind.cases(ROWS));
  }

  @Test
  void anImportThatWasKilledIsUndoneFromWhereverItIs() throws IOException {
    for (int i = 0; i < kind.cases(KILLS); i++) {
      Workspace workspace = large.fresh("dead-" + i);
      List<String> before = workspace.database().everything();
      killUntil(workspace, 1);
      boolean goneOnWith = i % 2 == 0;
      if (goneOnWith) {
        // It may have died, or ended, when all was done.
        long done = workspace.database().number(ENDED);
        assertThat(finish(workspace)).isEqualTo(done > 0 ? 0 : 3);
      }
      List<String> left = workspace.database().everything();
      long run = workspace.database().number("select coalesce(max(id), 0) from rollcall_runs");
      if (run == 0) {
        continue;
      }
      Ended undone = workspace.run("runs", "undo", Long.toString(run));
      assertThat(undone.exitCode()).as(undone.said()).isZero();
      assertThat(workspace.database().everything().equals(before)).as("as before").isTrue();
      Ended back = workspace.run("runs", "undo", Long.toString(run + 1));
      assertThat(back.exitCode()).as(back.said()).isZero();
      assertThat(workspace.database().everything().equals(left)).as("as left").isTrue();
    }
  }

  /** Starts the import and kills it, so often that it dies at work at least once. */
  private void killUntil(Workspace workspace, int deaths) throws IOException {
    int died = 0;
    while (died < deaths) {
      try (ChildProgram program = large.start(workspace, "chunk")) {
        int exitCode = program.killAfter((long) (random.nextDouble() * large.workMillis()));
        if (exitCode != KILLED) {
          return;
        }
        died++;
      }
    }
  }

  private int finish(Workspace workspace) {
    try (ChildProgram program = workspace.start(large.command("chunk"))) {
      return program.end().exitCode();
    }
  }

  @Test
  void aMirrorThatIsKilledIsWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("mirror.csv");
    Files.writeString(file, everyOther(Files.readString(large.file())));
    String[] command = {
      "import", file.toString(), "--mode", "mirror", "--max-rejects", "100%", "--no-progress"
    };
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--allow", "delete=100%"));
    Workspace undisturbed = large.fresh("mirror-undisturbed");
    long started = System.nanoTime();
    Ended whole = end(undisturbed, all);
    final long millis = (System.nanoTime() - started) / 1_000_000;
    assertThat(whole.exitCode()).as(whole.said()).isEqualTo(3);
    LargeImport.State expected = LargeImport.State.of(undisturbed);
    assertThat(undisturbed.database().number("select removed from rollcall_runs")).isPositive();

    Workspace killed = large.fresh("mirror-killed");
    List<String> before = killed.database().everything();
    int kills = 0;
    int exitCode = KILLED;
    while (exitCode == KILLED) {
      try (ChildProgram program = killed.start(all.toArray(String[]::new))) {
        exitCode =
            kills < kind.cases(KILLS)
                ? program.killAfter(moment(millis))
                : program.end().exitCode();
        assertThat(exitCode).as(program.errSoFar()).isIn(KILLED, 3);
      }
      if (exitCode == KILLED) {
        kills++;
        Database left = killed.database().copy(killed.path("copy.db"));
        if (left.number(ENDED) > 0) {
          // The kill came after the commit, and found all of it.
          exitCode = WITH_REJECTS;
          break;
        }
        assertThat(left.everything().equals(before)).as("nothing of it").isTrue();
        assertThat(left.number("select count(*) from rollcall_changes")).isZero();
      }
    }
    assertThat(exitCode).isEqualTo(3);
    LargeImport.State.of(killed).assertSameAs(expected);
    Ended undone = killed.run("runs", "undo", "1");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(killed.database().everything().equals(before)).as("as before").isTrue();
  }

  /** A file that does not name all users of the database, and says whom it names. */
  private static String everyOther(String text) {
    StringBuilder shorter = new StringBuilder("username,level\n");
    for (String line : text.lines().skip(1).toList()) {
      String name = line.substring(0, line.indexOf(','));
      if (name.hashCode() % 2 == 0) {
        shorter.append(name).append(name.hashCode() % 32 == 0 ? ",high\n" : ",+1\n");
      }
    }
    return shorter.toString();
  }

  @Test
  void aRetryThatIsKilledAppliesEachRejectOnce() throws IOException {
    Workspace workspace = large.fresh("retry");
    StringBuilder rows = new StringBuilder("username,level\n");
    int count = large.rows();
    for (int i = 0; i < count; i++) {
      rows.append("mended").append(i % (count / 4)).append(",+1x\n");
    }
    Path file = workspace.write("wrong.csv", rows.toString());
    Ended first =
        end(
            workspace,
            List.of("import", file.toString(), "--max-rejects", "100%", "--no-progress"));
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    String name = workspace.beside(".run-1.rejects.csv");
    workspace.write(name, workspace.read(name).replace("+1x", "+1"));
    List<String> retry = List.of("retry", "1", "--no-progress");
    int kills = 0;
    int exitCode = KILLED;
    while (exitCode == KILLED) {
      try (ChildProgram program = workspace.start(retry.toArray(String[]::new))) {
        exitCode =
            kills < kind.cases(KILLS)
                ? program.killAfter(moment(large.workMillis()))
                : program.end().exitCode();
        assertThat(exitCode).as(program.errSoFar()).isIn(KILLED, 0);
      }
      kills++;
    }
    assertThat(exitCode).isZero();
    assertThat(levelsOf(workspace)).containsExactly("5, " + count / 4);
    assertThat(workspace.run("runs", "show", "1").out())
        .contains("%1$,d of %1$,d rejects settled".formatted(count));
    Ended again = workspace.run("retry", "1");
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(levelsOf(workspace)).containsExactly("5, " + count / 4);
  }

  @Test
  void anUndoThatIsKilledIsWholeOrNotAtAll() throws IOException {
    Workspace workspace = large.fresh("undone");
    List<String> before = workspace.database().everything();
    assertThat(finish(workspace)).isEqualTo(3);
    List<String> after = workspace.database().everything();
    long started = System.nanoTime();
    for (String run : List.of("1", "2")) {
      Ended undone = end(workspace, List.of("runs", "undo", run));
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    final long millis = (System.nanoTime() - started) / 2_000_000;
    int kills = 0;
    for (int run = 3; kills < kind.cases(KILLS); ) {
      int exitCode;
      try (ChildProgram program = workspace.start("runs", "undo", Integer.toString(run))) {
        exitCode = program.killAfter(moment(millis));
        assertThat(exitCode).as(program.errSoFar()).isIn(KILLED, 0);
      }
      kills += exitCode == KILLED ? 1 : 0;
      Database left = workspace.database().copy(workspace.path("copy.db"));
      boolean whole = left.number("select count(*) from rollcall_runs") > run;
      assertThat(exitCode == 0 && !whole).as("said to be done, and is not").isFalse();
      // Each run takes back the one before it, so it is every other that leads to the users before.
      List<String> expected = whole == (run % 2 == 1) ? before : after;
      assertThat(left.everything().equals(expected)).as("undo of run %s", run).isTrue();
      run += whole ? 1 : 0;
    }
  }

  private static List<String> levelsOf(Workspace workspace) {
    return workspace
        .database()
        .rows("select level, count(*) from users where username like 'mended%' group by level");
  }

  private Ended end(Workspace workspace, List<String> command) {
    try (ChildProgram program = workspace.start(command.toArray(String[]::new))) {
      return program.end();
    }
  }

  /** Later than the start of the program, mostly. */
  private long moment(long millis) {
    return (long) (millis * (0.3 + 0.7 * random.nextDouble()));
  }
}
