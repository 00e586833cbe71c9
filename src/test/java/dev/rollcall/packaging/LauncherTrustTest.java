package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.give;
import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
import static dev.rollcall.packaging.Shell.tellingJdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.packaging.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher runs, reads and makes nothing that another user could have put there. */
class LauncherTrustTest {

  /** A user who is neither root nor who runs this. */
  private static final int OTHER = 54321;

  @TempDir private Path root;
  private Shell shell;
  private Path program;

  @BeforeEach
  void install() throws IOException {
    shell = new Shell(root, "sh", "readlink", "sed", "ls", "cat", "cksum", "tr", "nice");
    shell.with("ROLLCALL_ARCHIVE", "no");
    program = shell.installed(Shell.awkward(root));
  }

  /** With an empty PATH, commands would be looked for in the folder that this is called in. */
  @Test
  void runsNothingOfTheFolderThatItIsCalledIn() throws Exception {
    shell.javaHome("25");
    for (String tool :
        new String[] {"readlink", "ls", "cat", "cksum", "java", "id", "stty", "ls"}) {
      script(shell.folder().resolve(tool), "echo " + tool + " >>'" + root + "/ran'");
    }
    shell.with("PATH", "");
    shell.with("ROLLCALL_ARCHIVE", "yes");
    for (String command : new String[] {"--make-archive", "run", "import"}) {
      Result result = shell.run(program, command);
      assertThat(result.code()).as(result.err()).isZero();
    }
    assertThat(root.resolve("ran")).doesNotExist();
  }

  @Test
  void looksIntoNoHomeOfAnotherUser() throws Exception {
    tellingJdk(root.resolve("home/.jdks/his"), "25");
    tellingJdk(root.resolve("usr/lib/jvm/good"), "21");
    assertThat(shell.run(program).out()).startsWith("java 25\n");
    give(root.resolve("home"), OTHER);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
  }

  /** Neither run nor asked for its version, also where the way to it leads through a link. */
  @Test
  void runsNoJavaOfAnotherUserThatNobodyNamed() throws Exception {
    tellingJdk(root.resolve("usr/lib/jvm/good"), "21");
    for (String way : new String[] {"bin/java", "bin", ""}) {
      Path his = jdk(root.resolve("usr/lib/jvm/his"), "25", "echo ran >>'" + root + "/ran'");
      Files.deleteIfExists(his.resolve("release"));
      give(his.resolve(way), OTHER);
      assertThat(shell.run(program).out()).as(way).startsWith("java 21\n");
    }
    Path his = give(Files.createDirectory(root.resolve("his")), OTHER);
    jdk(his.resolve("jdk"), "25", "echo ran >>'" + root + "/ran'");
    Files.createSymbolicLink(root.resolve("usr/lib/jvm/link"), his.resolve("jdk"));
    assertThat(shell.run(program).out()).startsWith("java 21\n");
    Path good = root.resolve("usr/lib/jvm/good");
    give(Files.createSymbolicLink(root.resolve("usr/lib/jvm/planted"), good), OTHER);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
    assertThat(root.resolve("ran")).doesNotExist();
  }

  /** Who is not root trusts what is root's. */
  @Test
  void asAnotherUserRunsWhatIsRootsOrHisOwn() throws Exception {
    shell = new Shell(root, "sh", "readlink", "sed", "ls", "cat", "cksum", "tr", "nice", "id");
    tellingJdk(root.resolve("usr/lib/jvm/roots"), "21");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell.as(OTHER);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
    Path own = tellingJdk(root.resolve("home/.jdks/own"), "25");
    for (Path each : new Path[] {root.resolve("home"), own.getParent(), own}) {
      give(each, OTHER);
    }
    assertThat(shell.run(program).out()).startsWith("java 25\n");
    give(own, OTHER + 1);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
  }

  @Test
  void letsNobodyElseWriteToWhatIsMade() throws Exception {
    jdk(root.resolve("given"), "25", "umask");
    shell.with("JAVA_HOME", root.resolve("given").toString());
    Path careless = script(root.resolve("careless"), "umask $1", "shift", "exec \"$@\"");
    assertThat(shell.run(careless, "000", program.toString()).out()).isEqualTo("0022\n");
    assertThat(shell.run(careless, "077", program.toString()).out()).isEqualTo("0077\n");
  }

  @Test
  void takesNoArchiveOfAnotherUser() throws Exception {
    shell = new Shell(root, "mkdir", "ln", "rm", "mv", "sync", "find", "chmod", "id");
    shell = new Shell(root, "sh", "readlink", "sed", "ls", "cat", "cksum", "tr", "nice");
    shell.javaHome("25");
    // Where the program lies, no archive can be made.
    Files.writeString(program.resolveSibling("../archive").normalize(), "");
    Result made = shell.run(program, "--make-archive");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(shell.run(program).out()).contains("[-Drollcall.template=" + root + "/home/.cache");
    // None is made in the background of what follows.
    script(root.resolve("bin/nice"), "exit 0");
    Path cache = root.resolve("home/.cache/rollcall");
    give(cache, OTHER);
    assertThat(shell.run(program).out()).doesNotContain("template", "sqlite.lib");
    // A link of his to what is ours, and one of ours to what is his.
    Path moved = Files.move(cache, root.resolve("moved"));
    Files.setAttribute(moved, "unix:uid", 0);
    give(Files.createSymbolicLink(cache, moved), OTHER);
    assertThat(shell.run(program).out()).doesNotContain("template", "sqlite.lib");
    Files.setAttribute(cache, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
    assertThat(shell.run(program).out()).contains("[-Drollcall.template=");
    give(moved, OTHER);
    assertThat(shell.run(program).out()).doesNotContain("template", "sqlite.lib");
  }
}
