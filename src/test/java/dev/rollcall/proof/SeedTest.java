package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are made of a folder. */
class SeedTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  private Ended seed(String... more) {
    List<String> words = new ArrayList<>(List.of("seed", workspace.path("fx").toString()));
    words.addAll(List.of(more));
    return workspace.run(words.toArray(String[]::new));
  }

  private void seeded(String... more) {
    Ended ended = seed(more);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  @Test
  void withoutJobsTheFilesAreImportedInTheOrderOfTheirNames() {
    workspace.write("fx/users.csv", "username,level\nana,1\nbob,2\n");
    workspace.write("fx/users_2.csv", "username,level\nana,+5\n");
    workspace.write("fx/notes.txt", "nothing to import");
    workspace.write("fx/other/carl.csv", "username\ncarl\n");
    seeded();
    assertThat(workspace.database().users())
        .containsExactly(Database.row("ana", null, 6), Database.row("bob", null, 2));
    assertThat(workspace.database().rows("pragma integrity_check")).containsExactly("\"ok\"");
    assertThat(workspace.database().rows("select source_name, started_at from rollcall_runs"))
        .containsExactly(
            "\"users.csv\", \"2000-01-01T00:00:00Z\"", "\"users_2.csv\", \"2000-01-01T00:00:00Z\"");
    assertThat(workspace.database().rows("select ran_by, version, job_file from rollcall_runs"))
        .containsOnly(Database.row(null, null, null));
  }

  @Test
  void itSaysWhetherTheDatabaseWasMadeOrCopied() {
    workspace.write("fx/users.csv", "username\nana" + System.nanoTime() + "\n");
    assertThat(seed().out()).endsWith(" (made)\n");
    assertThat(seed().out()).endsWith(" (copied)\n");
  }

  /** As under sudo. */
  @Test
  void nothingIsKeptInTheHomeOfAnotherUser() throws IOException {
    workspace.write("fx/users.csv", "username\nana\n");
    Path home = Files.createDirectory(folder.resolve("home"));
    for (boolean own : new boolean[] {false, true}) {
      try {
        Files.setAttribute(
            home, "unix:uid", own ? (int) Files.getAttribute(folder, "unix:uid") : 54321);
      } catch (IOException | UnsupportedOperationException e) {
        System.out.println("SeedTest is skipped in part: only root can give files away");
        assumeTrue(false, "skipped: only root can give files away");
      }
      List<String> command =
          new ArrayList<>(List.of("env", "-u", "XDG_CACHE_HOME", "HOME=" + home));
      command.addAll(ChildProgram.program());
      command.addAll(List.of("seed", "fx"));
      try (ChildProgram program = ChildProgram.startCommand(folder, own ? 1 : 0, command)) {
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
      }
      assertThat(Files.exists(home.resolve(".cache"))).isEqualTo(own);
      Files.delete(workspace.database().path());
    }
  }

  @Test
  void jobsFollowEachOther() {
    workspace.write("fx/people/ann.csv", "login,tier\nann,3\n");
    workspace.write("fx/people/bea.csv", "login,tier\nbea,4\n");
    workspace.write("fx/moves.csv", "username,level\nann,+1\nnobody,-1000\n");
    workspace.write(
        "fx/seed.yaml",
        """
        import:
          name: people
          from: people/*.csv
          columns: { username: login, level: tier }
        ---
        import: { name: moves, from: moves.csv }
        rejects: { limit: 1 }
        """);
    seeded();
    assertThat(workspace.database().users())
        .containsExactly(Database.row("ann", null, 4), Database.row("bea", null, 4));
    assertThat(workspace.database().rows("select job from rollcall_runs order by id"))
        .containsExactly("\"people\"", "\"people\"", "\"moves\"");
    // It is a database like any other.
    workspace.write("more.csv", "username\ncyd\n");
    assertThat(workspace.importFile("more.csv").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "4").exitCode()).isZero();
  }

  @Test
  void aFaultInTheJobsIsToldWhereItIs() {
    workspace.write("fx/users.csv", "username\nana\n");
    workspace.write("fx/seed.yaml", "import: { from: users.csv }\n---\nimport: { form: x.csv }\n");
    assertThat(seed().err()).contains("seed.yaml:3:11");
    workspace.write("fx/seed.yaml", "import: { from: ../users.csv }\n");
    assertThat(seed().err()).contains("no file in the folder matches ../users.csv");
    workspace.write("fx/seed.yaml", "import: { from: users.csv }\nto: elsewhere.db\n");
    assertThat(seed().err()).contains("remove to:");
    workspace.write("fx/people.csv", "username,tier\nana,gold\n");
    for (String where : List.of("tiers.csv", "fx/tiers.csv")) {
      workspace.write(where, "gold,30\n");
      String values = workspace.path(where).toString();
      workspace.write(
          "fx/seed.yaml",
          "import:\n  from: people.csv\n  columns: { username: username, level: { from: tier, values: '"
              + values
              + "' } }\n");
      Ended ended = seed();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains("write the values into seed.yaml");
    }
    workspace.write("fx/seed.yaml", "report: { name: users, query: users }\n");
    assertThat(seed().exitCode()).isEqualTo(2);
    assertThat(workspace.path("users.db")).doesNotExist();
  }

  @Test
  void withoutJobsEveryRowHasToBeGood() {
    workspace.write("fx/users.csv", "username,level\nana,1\nbob,high\n");
    Ended ended = seed();
    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.err()).contains("LEVEL_NOT_A_NUMBER").contains("users.csv:3");
    assertThat(workspace.path("users.db")).doesNotExist();
  }

  @Test
  void onlyWhatWasMadeAsASeedIsReplaced() throws Exception {
    workspace.write("fx/users.csv", "username\nana\n");
    workspace.write("more.csv", "username\nbob\n");
    workspace.importFile("more.csv");
    assertThat(seed().exitCode()).isEqualTo(4);
    assertThat(workspace.database().users()).hasSize(1);
    Files.writeString(workspace.path("users.db"), "a letter");
    assertThat(seed().exitCode()).isEqualTo(4);
    assertThat(workspace.read("users.db")).isEqualTo("a letter");
    Files.writeString(workspace.path("users.db"), "");
    seeded();
    workspace.importFile("more.csv");
    assertThat(workspace.database().users()).hasSize(2);
    seeded();
    assertThat(workspace.database().users()).hasSize(1);
    // A log that a process left behind is not taken for the new one's.
    try (Connection open =
        DriverManager.getConnection("jdbc:sqlite:" + workspace.database().path())) {
      workspace.importFile("more.csv");
      open.createStatement().executeQuery("select count(*) from users").close();
      Ended busy = seed();
      assertThat(busy.exitCode()).as(busy.said()).isEqualTo(5);
    }
    seeded();
    assertThat(workspace.database().users()).hasSize(1);
    assertThat(workspace.names()).doesNotContain("users.db-wal", "users.db-journal");
  }

  @Test
  void aDatabaseThatIsKeptCanBeChecked() {
    workspace.write("fx/users.csv", "username\nana\n");
    assertThat(seed("--check").exitCode()).isEqualTo(1);
    seeded();
    seeded("--check");
    workspace.write("fx/users.csv", "username\nann\n");
    Ended ended = seed("--check");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("[SEED_OUTDATED]");
    seeded();
    workspace.database().execute("update users set level = 9");
    assertThat(seed("--check").exitCode()).isEqualTo(1);
  }

  @Test
  void theDatabaseIsNoneOfItsFiles() throws IOException {
    workspace.write("fx/users.csv", "username\nana\n");
    Path inside = workspace.path("fx/users.db");
    assertThat(
            RollcallProgram.run(
                    workspace.path("none.json"),
                    new byte[0],
                    List.of("seed", workspace.path("fx").toString(), "--db", inside.toString()))
                .exitCode())
        .isEqualTo(2);
    assertThat(inside).doesNotExist();
    assertThat(workspace.run("seed", workspace.path("none").toString()).exitCode()).isEqualTo(1);
    Files.createDirectory(workspace.path("empty"));
    assertThat(workspace.run("seed", workspace.path("empty").toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void theKeyIsPrintedAndStaysUntilAFileChanges() {
    workspace.write("fx/users.csv", "username\nana\n");
    String key = seed("--print-key").out();
    assertThat(key).matches("[0-9a-f]{64}\n");
    assertThat(seed("--print-key").out()).isEqualTo(key);
    workspace.write("fx/users.csv", "username\nann\n");
    assertThat(seed("--print-key").out()).isNotEqualTo(key);
    assertThat(workspace.path("users.db")).doesNotExist();
  }
}
