package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.give;
import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
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

/** The launcher with made-up Javas, which say what they were started with. */
class LauncherTest {
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

  /** Says who it is and lists its arguments, a line each. */
  private Path java(Path home, String version) throws IOException {
    return jdk(home, version, "echo 'java " + version + "'", "printf '[%s]\\n' \"$@\"");
  }

  private Path javaHome(String version) throws IOException {
    Path home = java(root.resolve("given"), version);
    shell.with("JAVA_HOME", home.toString());
    return home;
  }

  @Test
  void handsArgumentsOnAsTheyAre() throws Exception {
    javaHome("25.0.1");
    Result result = shell.run(program, "import", "a b.csv", "", "*", "$HOME", "ü");
    assertThat(result.out())
        .endsWith("/lib/rollcall.jar]\n[import]\n[a b.csv]\n[]\n[*]\n[$HOME]\n[ü]\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void runsInTheFolderOfItsCallerAndAsItsOwnProcess() throws Exception {
    jdk(root.resolve("given"), "25", "pwd", "echo $$", "exit 5");
    shell.with("JAVA_HOME", root.resolve("given").toString());
    Path caller = script(root.resolve("caller"), "echo $$", "exec \"$@\"");
    Result result = shell.run(caller, program.toString(), "run");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.outLines().get(1)).isEqualTo(shell.folder().toRealPath().toString());
    assertThat(result.outLines().get(2)).isEqualTo(result.outLines().get(0));
  }

  @Test
  void isFoundThroughLinksAndThePath() throws Exception {
    javaHome("25");
    Path relative = Path.of("..").resolve(root.relativize(program));
    Path link = Files.createSymbolicLink(root.resolve("bin/hop"), relative);
    Files.createSymbolicLink(root.resolve("bin/rollcall"), link.getFileName());
    Path caller = script(root.resolve("caller"), "exec rollcall run");
    assertThat(shell.run(caller).outLines())
        .contains(
            "[" + program.toRealPath().resolveSibling("../lib/rollcall.jar").normalize() + "]");
    Path asArgument = script(root.resolve("other"), "exec sh '" + program + "' run");
    assertThat(shell.run(asArgument).code()).isZero();
  }

  @Test
  void saysItsVersionWithoutJava() throws Exception {
    Result result = shell.run(program, "--version");
    assertThat(result.out()).isEqualTo("rollcall @project.version@\n");
    assertThat(result.code()).isZero();
    assertThat(shell.run(program, "-V").out()).isEqualTo(result.out());
  }

  @Test
  void takesJavaHomeWhereItIsNewEnough() throws Exception {
    javaHome("17.0.2");
    java(root.resolve("usr/lib/jvm/newer"), "25");
    assertThat(shell.run(program).out()).startsWith("java 17.0.2\n");
  }

  @Test
  void takesAnotherWhereJavaHomeIsTooOldOrNone() throws Exception {
    java(root.resolve("usr/lib/jvm/newer"), "21.0.1");
    javaHome("1.8.0_402");
    assertThat(shell.run(program).out()).startsWith("java 21.0.1\n");
    shell.with("JAVA_HOME", root.resolve("gone").toString());
    assertThat(shell.run(program).out()).startsWith("java 21.0.1\n");
  }

  @Test
  void prefersAQuickJavaToTheOneOnThePath() throws Exception {
    Path old = java(root.resolve("somewhere/jdk"), "17");
    Path hop = Files.createSymbolicLink(root.resolve("hop"), old.resolve("bin/java"));
    Files.createSymbolicLink(root.resolve("bin/java"), hop);
    java(root.resolve("opt/java/21"), "21");
    assertThat(shell.run(program).out()).startsWith("java 17\n");
    java(root.resolve("home/.sdkman/candidates/java/25.0.1-x"), "25.0.1");
    assertThat(shell.run(program).out()).startsWith("java 25.0.1\n");
  }

  @Test
  void takesTheOneOnThePathAmongQuickOnes() throws Exception {
    Path old = java(root.resolve("somewhere/jdk"), "25.0.2");
    Files.createSymbolicLink(root.resolve("bin/java"), old.resolve("bin/java"));
    java(root.resolve("usr/lib/jvm/jdk"), "26");
    assertThat(shell.run(program).out()).startsWith("java 25.0.2\n");
  }

  @Test
  void asksAJavaWithoutAReleaseFileAndAShim() throws Exception {
    Path home = root.resolve("odd");
    String says = "case $1 in -version) echo 'openjdk version \"21.0.5\" 2024' >&2; exit;; esac";
    jdk(home, "0", says, "echo started");
    Files.delete(home.resolve("release"));
    script(
        root.resolve("bin/java"),
        "[ \"$1\" = -XshowSettings:properties ] && echo '    java.home = " + home + "' >&2");
    assertThat(shell.run(program).out()).isEqualTo("started\n");
  }

  @Test
  void saysInOneLineThatThereIsNoJava() throws Exception {
    Result result = shell.run(program, "run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly("rollcall: needs Java 17 or newer: install one, or set JAVA_HOME");
    javaHome("11.0.2");
    assertThat(shell.run(program, "run").errLines())
        .containsExactly(
            "rollcall: needs Java 17 or newer: install one, or set JAVA_HOME (now "
                + root.resolve("given")
                + ")");
  }

  @Test
  void putsTheUsersOptionsLast() throws Exception {
    javaHome("25");
    shell.with("JAVA_OPTS", "-Xmx1g  -Da=*").with("ROLLCALL_JAVA_OPTS", "-Xmx2g");
    assertThat(shell.run(program).outLines())
        .containsSubsequence(
            "[-XX:+UseSerialGC]",
            "[-Drollcall.stdout.terminal=false]",
            "[-Xmx1g]",
            "[-Da=*]",
            "[-Xmx2g]",
            "[-jar]");
  }

  @Test
  void leavesTheCollectorToTheUser() throws Exception {
    javaHome("25");
    shell.with("ROLLCALL_JAVA_OPTS", "-XX:+UseG1GC");
    assertThat(shell.run(program).outLines())
        .contains("[-XX:+UseG1GC]")
        .doesNotContain("[-XX:+UseSerialGC]");
  }

  @Test
  void tellsThatAPipeIsNoTerminal() throws Exception {
    javaHome("25");
    assertThat(shell.run(program).outLines())
        .contains("[-Drollcall.stdout.terminal=false]", "[-Drollcall.stderr.terminal=false]")
        .noneMatch(line -> line.startsWith("[-Drollcall.columns="));
  }

  /** The first files that Java opens would be what it reads and says. */
  @Test
  void lendsNoClosedStreamToAFile() throws Exception {
    jdk(root.resolve("given"), "25", "cat && echo nothing");
    shell.with("JAVA_HOME", root.resolve("given").toString());
    Path closes = script(root.resolve("closes"), "exec \"$@\" <&-");
    assertThat(shell.run(closes, program.toString()).out()).isEqualTo("nothing\n");
    jdk(root.resolve("given"), "25", "echo said && echo said >&2");
    for (String stream : new String[] {">&-", "2>&-"}) {
      Path mute = script(root.resolve("mute"), "exec \"$@\" " + stream);
      assertThat(shell.run(mute, program.toString()).code()).as(stream).isZero();
    }
  }

  /** One that is not installed would have Java read letters beyond ASCII as something else. */
  @Test
  void givesJavaALocaleThatKnowsAllNames() throws Exception {
    jdk(root.resolve("given"), "25", "echo ${LC_ALL-none}");
    shell.with("JAVA_HOME", root.resolve("given").toString());
    for (String locale : new String[] {"C", "UTF-8", "de_DE.UTF-8", "de_DE.ISO-8859-1"}) {
      for (String name : new String[] {"LANG", "LC_CTYPE", "LC_ALL"}) {
        shell.with(name, locale);
        assertThat(shell.run(program).out()).as(name + "=" + locale).isEqualTo("C.UTF-8\n");
      }
    }
    shell.without("LANG").without("LC_CTYPE").without("LC_ALL");
    assertThat(shell.run(program).out()).isEqualTo("C.UTF-8\n");
  }

  /** With an empty PATH, commands would be looked for in the folder that this is called in. */
  @Test
  void runsNothingOfTheFolderThatItIsCalledIn() throws Exception {
    javaHome("25");
    for (String tool : new String[] {"readlink", "ls", "cat", "cksum", "java", "id", "stty"}) {
      script(shell.folder().resolve(tool), "echo " + tool + " >>'" + root + "/ran'");
    }
    shell.with("PATH", "");
    shell.with("ROLLCALL_ARCHIVE", "yes");
    for (String command : new String[] {"--make-archive", "run"}) {
      Result result = shell.run(program, command);
      assertThat(result.code()).as(result.err()).isZero();
    }
    assertThat(root.resolve("ran")).doesNotExist();
  }

  @Test
  void saysThatTooFewFilesMayBeOpen() throws Exception {
    javaHome("25");
    Path limited = script(root.resolve("limited"), "ulimit -n 64", "exec \"$@\"");
    Result result = shell.run(limited, program.toString(), "run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly(
            "rollcall: needs 128 open files or more: raise the limit with ulimit -n 1024");
  }

  @Test
  void looksIntoNoHomeOfAnotherUser() throws Exception {
    java(root.resolve("home/.jdks/his"), "25");
    java(root.resolve("usr/lib/jvm/good"), "21");
    assertThat(shell.run(program).out()).startsWith("java 25\n");
    give(root.resolve("home"), OTHER);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
  }

  /** Neither run nor asked for its version, also where the way to it leads through a link. */
  @Test
  void runsNoJavaOfAnotherUserThatNobodyNamed() throws Exception {
    java(root.resolve("usr/lib/jvm/good"), "21");
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
    java(root.resolve("usr/lib/jvm/roots"), "21");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell.as(OTHER);
    assertThat(shell.run(program).out()).startsWith("java 21\n");
    Path own = java(root.resolve("home/.jdks/own"), "25");
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
    javaHome("25");
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
