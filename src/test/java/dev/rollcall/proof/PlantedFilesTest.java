package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.csv.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that others may write, and where they have put something under a name that the program
 * will use; and names that would have it write over something.
 */
class PlantedFilesTest {

  private static final String ROWS = "username,email,level\nann,ann@example.com,3\nbob,,many\n";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "skipped: no POSIX permissions here");
    workspace = new Workspace(folder);
    workspace.write("users.csv", ROWS);
  }

  /** All names that it makes up beside a database, before and while it imports. */
  @Test
  void noLinkBesideTheDatabaseIsFollowed() throws IOException {
    List<String> endings =
        List.of(
            ".lock",
            "-wal",
            "-shm",
            "-journal",
            ".run-1.rejects.csv",
            ".run-1.staged-a",
            ".run-1.staged-b");
    for (String ending : endings) {
      Path precious = workspace.write("precious-of" + ending, "kept");
      Path link = Path.of(workspace.database().path() + ending);
      Files.createSymbolicLink(link, precious);
      workspace.importFile("users.csv");
      assertThat(precious).as(ending).hasContent("kept");
      for (String name : workspace.names()) {
        if (name.startsWith("users.db")) {
          Files.delete(workspace.path(name));
        }
      }
    }
  }

  @Test
  void aFileThatWaitsForTheRejectsGivesThemNoReaders() throws IOException {
    Path waiting = Path.of(workspace.database().path() + ".run-1.rejects.csv");
    Files.writeString(waiting, "");
    Files.setPosixFilePermissions(waiting, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(waiting).content().contains("bob");
    assertThat(permissions(waiting)).isEqualTo("rw-------");
  }

  @Test
  void aLinkForStandardInputIsNotFollowed() throws IOException {
    Path precious = workspace.write("precious", "kept");
    byte[] rows = ROWS.getBytes(StandardCharsets.UTF_8);
    // One that anybody can foresee who knows what will be delivered.
    Path kept;
    try (Spool spool = Spool.of(new ByteArrayInputStream(rows), workspace.path("spool"))) {
      kept =
          Path.of(
              workspace.database().path() + ".stdin-" + spool.sha256().substring(0, 12) + ".spool");
    }
    for (Path link : List.of(kept, Path.of(workspace.database().path() + ".stdin.spool"))) {
      Files.createSymbolicLink(link, precious);
    }
    Ended ended = workspace.importInput(rows);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(kept).doesNotExist();
    assertThat(precious).hasContent("kept");
  }

  @Test
  void aLinkOfSomebodyElseIsRefusedWhereTheUserNamesIt() throws IOException {
    Path precious = workspace.write("precious", "kept");
    Path link = Files.createSymbolicLink(folder.resolve("summary.json"), precious);
    giveAway(link);
    Ended ended = workspace.importFile("users.csv", "--summary", link.toString());
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("link of somebody else");
    assertThat(workspace.importFile("users.csv", "--rejects", link.toString()).exitCode())
        .isEqualTo(1);
    assertThat(precious).hasContent("kept");
  }

  @Test
  void aDatabaseBehindALinkOfSomebodyElseIsNotOpened() throws IOException {
    workspace.importFile("users.csv");
    Path link = Files.createSymbolicLink(folder.resolve("his.db"), workspace.database().path());
    giveAway(link);
    List<String> users = workspace.database().everything();
    Ended ended = workspace.importFile("users.csv", "--again", "--db", link.toString());
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("link of somebody else");
    assertThat(workspace.database().everything()).isEqualTo(users);
  }

  /**
   * In a folder like /tmp, an empty one waits for whoever would make it, and is read by its owner.
   */
  @Test
  void aDatabaseThatSomebodyElseHasPutIntoAFolderForAllIsNotWritten() throws IOException {
    Path planted = Files.writeString(workspace.database().path(), "");
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));
    giveAway(planted);
    Files.setAttribute(folder, "unix:mode", 01777);
    for (Ended ended :
        List.of(
            workspace.importFile("users.csv"),
            workspace.run("users", "add", "ann"),
            workspace.run("schema", "baseline"))) {
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("somebody else has made it", "DATABASE_UNUSABLE");
    }
    assertThat(planted).isEmptyFile();
    assertThat(Path.of(planted + ".lock")).doesNotExist();
    // Where not all may write, it is shared.
    Files.setAttribute(folder, "unix:mode", 01770);
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
  }

  /** Of a file that nobody meant, not even the first line may be shown. */
  @Test
  void aGlobReadsNoLinkOfSomebodyElse() throws IOException {
    workspace.write("precious", "root:x:0:0\n");
    Path link = Files.createSymbolicLink(folder.resolve("in.csv"), Path.of("precious"));
    giveAway(link);
    Ended ended = workspace.importFile("i*.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("link of somebody else").doesNotContain("root:x");
  }

  /** Names that only look like those of leftovers. */
  @Test
  void nothingIsDeletedThatTheProgramDidNotMake() throws IOException {
    List<String> others =
        List.of(
            "users.db.image-2026-11-28",
            "users.db.image-2026-11",
            "users.db.image-1-2.party",
            "users.db.stdin-mine.spool");
    for (String name : others) {
      workspace.write(name, ROWS);
    }
    assertThat(workspace.importFile("users.db.stdin-mine.spool").exitCode()).isEqualTo(3);
    assertThat(workspace.importFile("users.csv", "--again").exitCode()).isEqualTo(3);
    assertThat(workspace.names()).containsAll(others);
  }

  /** Names that are those of leftovers, down to the last sign. */
  @Test
  void noFileOfSomebodyElseIsTakenForALeftover() throws IOException {
    List<String> others =
        List.of("users.db.image-1-2.part", ".r.csv.c0ffee00-0000-4000-8000-000000000017.part");
    for (String name : others) {
      giveAway(workspace.write(name, ROWS));
    }
    String rejects = workspace.path("r.csv").toString();
    assertThat(workspace.importFile("users.csv", "--rejects", rejects).exitCode()).isEqualTo(3);
    assertThat(workspace.names()).containsAll(others);
  }

  /** They may hold what is secret, so they don't wait for their own run. */
  @Test
  void whatAnyDeadRunHasStagedIsGoneWithTheNextStart() {
    List<String> staged =
        List.of(
            "users.db.run-7.staged-a",
            "users.db.run-17.rejects.staged-b",
            "users.db.plan.staged-a");
    List<String> others =
        List.of("users.db.run-7.staged-c", "users.db.run-x.staged-a", "other.db.run-7.staged-a");
    others.forEach(name -> workspace.write(name, ROWS));
    for (List<String> command :
        List.of(
            List.of("import", workspace.path("users.csv").toString()),
            List.of("users", "set-level", "ann", "5"),
            List.of("runs", "undo", "last"))) {
      staged.forEach(name -> workspace.write(name, ROWS));
      Ended ended = workspace.run(command.toArray(String[]::new));
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
      assertThat(workspace.names()).containsAll(others).doesNotContainAnyElementsOf(staged);
    }
  }

  @Test
  void aPlanThatIsAPipeIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    Ended ended = workspace.importFile("users.csv", "--planned", pipe.toString());
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("not a saved plan");
  }

  /** Only root can, so elsewhere the test is skipped. */
  private static void giveAway(Path file) throws IOException {
    UserPrincipal nobody =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    try {
      Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(nobody);
    } catch (IOException e) {
      System.out.println("PlantedFilesTest is skipped in part: only root can give files away");
      assumeTrue(false, "skipped: only root can give files away");
    }
  }

  @Test
  void allThatHoldsUserDataIsItsOwnersAlone() throws IOException {
    workspace.importFile("users.csv", "--summary", folder.resolve("summary.json").toString());
    workspace.run(
        "plan", folder.resolve("users.csv").toString(), "--save", folder + "/plan.json", "--again");
    assertThat(workspace.names())
        .contains(
            "plan.json", "summary.json", "users.db", "users.db.lock", "users.db.run-1.rejects.csv");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.endsWith("users.csv")))
          .allSatisfy(file -> assertThat(permissions(file)).as("%s", file).isEqualTo("rw-------"));
    }
  }

  @Test
  void nothingIsWrittenOverTheDatabaseItsCompanionsOrTheInput() throws IOException {
    workspace.importFile("users.csv");
    String input = folder.resolve("users.csv").toString();
    List<String> users = workspace.database().everything();
    for (String name :
        List.of(
            "users.db",
            "users.db-wal",
            "users.db-shm",
            "users.db-journal",
            "users.db.lock",
            "users.csv")) {
      String path = folder.resolve(name).toString();
      for (List<String> command :
          List.of(
              List.of("import", input, "--again", "--rejects", path),
              List.of("import", input, "--again", "--summary", path),
              List.of("plan", input, "--again", "--save", path),
              List.of("plan", input, "--again", "--rejects", path),
              List.of("plan", input, "--again", "--summary", path))) {
        Ended ended = workspace.run(command.toArray(String[]::new));
        assertThat(ended.exitCode()).as(command + ": " + ended.said()).isEqualTo(2);
      }
      if (name.startsWith("users.db")) {
        for (List<String> command :
            List.of(
                List.of("retry", "1", "--summary", path),
                List.of("runs", "show", "1", "--html", path),
                List.of("runs", "undo", "1", "--summary", path))) {
          Ended ended = workspace.run(command.toArray(String[]::new));
          assertThat(ended.exitCode()).as(command + ": " + ended.said()).isEqualTo(2);
        }
      }
    }
    assertThat(folder.resolve("users.csv")).hasContent(ROWS);
    assertThat(workspace.database().everything()).isEqualTo(users);
    String both = folder.resolve("both").toString();
    assertThat(
            workspace.run("import", input, "--again", "--rejects", both, "--summary", both).err())
        .contains("would replace another");
  }

  @Test
  void aFileNamedLikeAListOfArgumentsIsAFile() throws IOException {
    workspace.write("@args", ROWS);
    workspace.write("args", "--db\n" + folder.resolve("elsewhere.db") + "\n");
    try (ChildProgram program = workspace.start("import", "@args")) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    assertThat(folder.resolve("elsewhere.db")).doesNotExist();
    assertThat(workspace.database().users()).hasSize(1);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
