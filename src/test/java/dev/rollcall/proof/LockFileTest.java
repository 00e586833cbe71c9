package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may write a database may lock it, and nobody else. */
class LockFileTest {

  /** Nobody has it, so nobody is its member. */
  private static final int SOME_GROUP = 54_321;

  private static final int SOME_USER = 12_345;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private Path lock = Path.of("");

  @BeforeEach
  void begin() throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    assumeTrue(posix, "files have no modes here");
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username\nada\n");
    assertThat(workspace.run("schema", "migrate").exitCode()).isZero();
    lock = workspace.path("users.db.lock");
    Files.delete(lock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw-rw-rw-", "rw-------"})
  void aNewLockFileHasTheModesOfTheDatabaseWhateverTheUmask(String modes) throws IOException {
    Files.setPosixFilePermissions(
        workspace.database().path(), PosixFilePermissions.fromString(modes));
    importOnce();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock))).isEqualTo(modes);
  }

  @Test
  void modesThatTheDatabaseWasGivenLaterReachTheLockFile() throws IOException {
    importOnce();
    Files.setPosixFilePermissions(
        workspace.database().path(), PosixFilePermissions.fromString("rw-rw----"));
    workspace.write("users.csv", "username\nbob\n");
    importOnce();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void groupAndOwnerAreThoseOfTheDatabase() throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.out.println("LockFileTest gives no file away: only root can");
    }
    assumeTrue(root, "only root can give files away");
    Path database = workspace.database().path();
    Files.setAttribute(database, "unix:gid", SOME_GROUP);
    Files.setAttribute(database, "unix:uid", SOME_USER);
    importOnce();
    assertThat(Files.getAttribute(lock, "unix:gid")).isEqualTo(SOME_GROUP);
    assertThat(Files.getAttribute(lock, "unix:uid")).isEqualTo(SOME_USER);
  }

  @Test
  void aSecondNameOfAnotherFileChangesNothingOfIt() throws IOException {
    Path precious = workspace.write("precious", "kept");
    Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("r--------"));
    Files.createLink(lock, precious);
    workspace.importFile("users.csv");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(precious)))
        .isEqualTo("r--------");
  }

  private void importOnce() {
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }
}
