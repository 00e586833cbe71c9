package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and disks that don't take an import. */
class BadDatabaseTest {

  private static final int ROWS = 60_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void deliver() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nada,7\n");
  }

  @Test
  void aDatabaseInAFolderThatDoesNotExistIsNotMade() {
    Ended ended =
        workspace.importFile("users.csv", "--db", workspace.path("no/users.db").toString());
    assertFails(ended, "no/users.db");
    assertThat(workspace.path("no")).doesNotExist();
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() {
    String text = "This is a letter, and no database.\n".repeat(100);
    workspace.write("users.db", text);
    assertFails(workspace.importFile("users.csv"), "users.db", "not an SQLite database");
    assertThat(workspace.read("users.db")).isEqualTo(text);
  }

  @Test
  void whereThereIsNoDatabaseNoneIsMade() {
    for (String[] command :
        List.of(
            new String[] {"retry", "last"},
            new String[] {"retry", "4"},
            new String[] {"runs", "undo", "last"},
            new String[] {"runs", "undo", "4"},
            new String[] {"runs", "show", "last"},
            new String[] {"runs", "list"},
            new String[] {"users", "list"},
            new String[] {"users", "show", "ann"},
            new String[] {"users", "set-level", "ann", "+1"},
            new String[] {"users", "delete", "ann"},
            new String[] {"report", "levels"},
            new String[] {"schema", "status"},
            new String[] {"schema", "validate"},
            new String[] {"schema", "baseline"})) {
      Ended ended = workspace.run(command);
      assertFails(ended, "users.db: there is no such database");
      assertThat(folder.toFile().list()).as(String.join(" ", command)).containsExactly("users.csv");
    }
  }

  @Test
  void aNewerSchemaIsLeftAlone() {
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    workspace
        .database()
        .execute(
            "insert into rollcall_schema_history select installed_rank + 100, '999', 'newer', type,"
                + " script, checksum, installed_by, installed_on, execution_time, success"
                + " from rollcall_schema_history limit 1");
    byte[] before = workspace.database().bytes();
    workspace.write("more.csv", "username,level\nbob,1\n");
    assertFails(workspace.importFile("more.csv"), "newer");
    assertThat(workspace.run("schema", "migrate").exitCode()).isEqualTo(1);
    assertThat(workspace.database().bytes()).isEqualTo(before);
  }

  @Test
  void aDatabaseThatMayNotBeWrittenIsLeftAlone() throws IOException {
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    Path database = workspace.database().path();
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("r--r--r--"));
    Needed.thatItBinds(database);
    workspace.write("more.csv", "username,level\nbob,1\n");
    assertFails(workspace.importFile("more.csv"), "users.db");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsToldSo() throws IOException {
    Path bound = Files.createDirectory(workspace.path("bound"));
    Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("r-xr-xr-x"));
    Needed.thatItBinds(bound);
    assertFails(
        workspace.importFile("users.csv", "--db", bound.resolve("users.db").toString()), "bound");
  }

  @Test
  void whenTheDiskIsFullTheSameCommandGoesOnAfterThereIsRoom() throws IOException {
    Path disk = Files.createDirectory(workspace.path("disk"));
    Needed.that(
        succeeds("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()),
        "a small disk can't be mounted here");
    try {
      workspace.write("large.csv", large());
      Path database = disk.resolve("users.db");
      String[] flags = {"--db", database.toString(), "--chunk", "500"};
      Ended full = workspace.importFile("large.csv", flags);
      assertFails(full, "full", "same command");
      assertThat(new Database(database).rows("pragma integrity_check")).containsExactly("\"ok\"");
      assertThat(succeeds("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
      assertGoesOn(new Database(database), workspace.importFile("large.csv", flags));
    } finally {
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void whenFilesMayNotGrowTheSameCommandGoesOnOnceTheyMay() {
    Needed.that(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
    workspace.write("large.csv", large());
    for (int blocks : new int[] {64, 6_000, 9_000}) {
      List<String> command = new ArrayList<>(ChildProgram.program());
      command.addAll(List.of("import", "large.csv", "--chunk", "500", "--no-progress"));
      String limited = "ulimit -f " + blocks + "; exec \"$@\"";
      List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", limited, "sh"));
      shell.addAll(command);
      try (ChildProgram program = ChildProgram.startCommand(folder, blocks, shell)) {
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
        assertThat(ended.err()).containsAnyOf("disk", "room", "space").doesNotContain("[INTERNAL]");
      }
    }
    assertGoesOn(workspace.database(), workspace.importFile("large.csv"));
  }

  /** Every user was raised once, whatever went wrong on the way. */
  private static void assertGoesOn(Database database, Ended ended) {
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(database.number("select count(*) from users where level = 2")).isEqualTo(ROWS);
    assertThat(database.number("select count(*) from users")).isEqualTo(ROWS);
    assertThat(database.number("select count(*) from rollcall_changes")).isEqualTo(ROWS);
    assertThat(database.number("select count(*) from rollcall_runs")).isEqualTo(1);
  }

  private static String large() {
    StringBuilder text = new StringBuilder("username,level,reason\n");
    for (int i = 0; i < ROWS; i++) {
      text.append("user").append(Integer.toHexString(i * 0x9E3779B1)).append(",+1,because\n");
    }
    return text.toString();
  }

  private static void assertFails(Ended ended, String... words) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ").doesNotContain("[INTERNAL]");
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
