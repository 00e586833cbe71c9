package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.sqlite.RunLock;
import dev.rollcall.sqlite.SqliteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What pruning does to the file as a whole: its space, who waits for it, and a kill in the middle.
 */
class PrunedSpaceTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void theSpaceIsUsedAgainOrGivenBack() {
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append("user").append(i).append(',').append(i % 50).append('\n');
    }
    workspace.write("f.csv", rows.toString());
    PruneTest.assertEnds(workspace.importFile("f.csv"), 0);
    workspace.write("g.csv", "username,level\nann,2\n");
    PruneTest.assertEnds(workspace.importFile("g.csv"), 0);
    PruneTest.age(workspace.database());
    long size = workspace.path("users.db").toFile().length();
    Ended pruned = workspace.run("runs", "prune", "--older", "12h");
    assertThat(pruned.out()).containsPattern("done; the database is \\d.* MB, of which .* MB free");
    assertThat(workspace.path("users.db").toFile().length()).isEqualTo(size);
    Ended again = workspace.run("runs", "prune", "--older", "12h", "--vacuum", "--json");
    PruneTest.assertEnds(again, 0);
    assertThat(workspace.path("users.db").toFile().length()).isLessThan(size * 2 / 3);
    assertThat(((Number) Json.object(again.out()).get("bytes")).longValue())
        .isEqualTo(workspace.path("users.db").toFile().length());
    assertThat(workspace.database().rows("pragma integrity_check")).containsExactly("\"ok\"");
    PruneTest.assertEnds(workspace.importFile("f.csv"), 0);
  }

  /** A vacuum numbers rows anew that have no key of their own. */
  @Test
  void theSpaceOfADatabaseIsNotGivenBackWhereThatRenumbersRowsOfAnotherProgram() {
    PruneTest.threeNights(workspace);
    Database database = workspace.database();
    for (String harmless :
        List.of(
            "create table teams (id integer primary key, name text)",
            "create table pairs (a text, b text, primary key (a, b)) without rowid",
            "create view names as select username from users")) {
      database.execute(harmless);
    }
    for (String table :
        List.of(
            "table \"my notes\" (text text)",
            "table notes (id text primary key)",
            "table notes (id integer primary key desc)",
            "table notes (id int primary key)",
            "virtual table notes using fts5(text)")) {
      database.execute("create " + table);
      for (String plan : List.of("--plan", "--json")) {
        Ended refused = workspace.run("runs", "prune", "--older", "1d", "--vacuum", plan);
        PruneTest.assertEnds(refused, 4);
        assertThat(refused.err()).contains("[VACUUM_RENUMBERS]", "notes").doesNotContain("teams");
      }
      assertThat(database.rows("select id from rollcall_runs where pruned_at is not null"))
          .as(table)
          .isEmpty();
      database.execute("drop table " + (table.contains("my") ? "\"my notes\"" : "notes"));
    }
    PruneTest.assertEnds(workspace.run("runs", "prune", "--older", "1d", "--vacuum"), 0);
  }

  /** Killed between its transactions, the next call goes on; what was marked counts as gone. */
  @Test
  void aPruningThatIsKilledGoesOn() throws Exception {
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 0; i < 150_000; i++) {
      rows.append("user").append(i).append(",1\n");
    }
    workspace.write("f.csv", rows.toString());
    PruneTest.assertEnds(workspace.importFile("f.csv"), 0);
    workspace.write("g.csv", "username,level\nann,2\n");
    PruneTest.assertEnds(workspace.importFile("g.csv"), 0);
    PruneTest.age(workspace.database());
    ChildProgram child = workspace.start("runs", "prune", "--older", "12h");
    Waiting.until(
        child,
        () -> workspace.database().glimpse("select count(*) from rollcall_changes") < 150_001);
    child.kill();
    assertThat(workspace.database().glimpse("select count(*) from rollcall_changes"))
        .isBetween(0L, 150_000L);
    PruneTest.assertEnds(workspace.run("runs", "undo", "1"), 4);
    PruneTest.assertEnds(workspace.run("runs", "prune", "--older", "12h"), 0);
    assertThat(workspace.database().number("select count(*) from rollcall_changes")).isEqualTo(1);
  }

  @Test
  void itWaitsForARunOrIsBusy() {
    PruneTest.threeNights(workspace);
    SqliteFile file = SqliteFile.of(workspace.path("users.db").toString());
    RunLock lock = RunLock.take(file, Duration.ZERO, "a test");
    try (lock) {
      Ended busy = workspace.run("runs", "prune", "--older", "1d");
      PruneTest.assertEnds(busy, 5);
      assertThat(busy.err()).contains("held by a test");
    }
  }
}
