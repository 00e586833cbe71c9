package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
import static dev.rollcall.packaging.Shell.tellingJdk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.packaging.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with made-up Javas, which say what they were started with. */
class LauncherTest {

  @TempDir private Path root;
  private Shell shell;
  private Path program;

  @BeforeEach
  void install() throws IOException {
    shell = new Shell(root, "sh", "readlink", "sed", "ls", "cat", "cksum", "tr", "env");
    shell.with("ROLLCALL_ARCHIVE", "no");
    program = shell.installed(Shell.awkward(root));
  }

  @Test
  void handsArgumentsOnAsTheyAre() throws Exception {
    shell.javaHome("25.0.1");
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
    shell.javaHome("25");
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
    shell.javaHome("17.0.2");
    tellingJdk(root.resolve("usr/lib/jvm/newer"), "25");
    assertThat(shell.run(program).out()).startsWith("java 17.0.2\n");
  }

  @Test
  void takesAnotherWhereJavaHomeIsTooOldOrNone() throws Exception {
    tellingJdk(root.resolve("usr/lib/jvm/newer"), "21.0.1");
    shell.javaHome("1.8.0_402");
    assertThat(shell.run(program).out()).startsWith("java 21.0.1\n");
    shell.with("JAVA_HOME", root.resolve("gone").toString());
    assertThat(shell.run(program).out()).startsWith("java 21.0.1\n");
  }

  @Test
  void prefersAQuickJavaToTheOneOnThePath() throws Exception {
    Path old = tellingJdk(root.resolve("somewhere/jdk"), "17");
    Path hop = Files.createSymbolicLink(root.resolve("hop"), old.resolve("bin/java"));
    Files.createSymbolicLink(root.resolve("bin/java"), hop);
    tellingJdk(root.resolve("opt/java/21"), "21");
    assertThat(shell.run(program).out()).startsWith("java 17\n");
    tellingJdk(root.resolve("home/.sdkman/candidates/java/25.0.1-x"), "25.0.1");
    assertThat(shell.run(program).out()).startsWith("java 25.0.1\n");
  }

  @Test
  void takesTheOneOnThePathAmongQuickOnes() throws Exception {
    Path old = tellingJdk(root.resolve("somewhere/jdk"), "25.0.2");
    Files.createSymbolicLink(root.resolve("bin/java"), old.resolve("bin/java"));
    tellingJdk(root.resolve("usr/lib/jvm/jdk"), "26");
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
    shell.javaHome("11.0.2");
    assertThat(shell.run(program, "run").errLines())
        .containsExactly(
            "rollcall: needs Java 17 or newer: install one, or set JAVA_HOME (now "
                + root.resolve("given")
                + ")");
  }

  @Test
  void putsTheUsersOptionsLast() throws Exception {
    shell.javaHome("25");
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

  /** A job file may ask for any of them, as in {@code to: "${server}.db"}. */
  @Test
  void leavesTheCallersVariablesAsTheyAre() throws Exception {
    jdk(root.resolve("given"), "25", "env");
    shell.with("JAVA_HOME", root.resolve("given").toString()).without("ROLLCALL_ARCHIVE");
    Set<String> words = new TreeSet<>();
    for (String file : new String[] {"rollcall", "make-archive.sh", "seed.sh"}) {
      String text = Files.readString(Path.of("src/main/launcher", file));
      Pattern.compile("[a-z][a-z_]*").matcher(text).results().forEach(w -> words.add(w.group()));
    }
    words.removeIf(word -> word.startsWith("rc_"));
    words.forEach(word -> shell.with(word, "theirs"));
    Path small = Files.writeString(shell.folder().resolve("small.csv"), "username\nann\n");
    for (String[] command : new String[][] {{"import", small.toString()}, {"seed", "x"}, {"run"}}) {
      List<String> said = shell.run(program, command).outLines();
      assertThat(said).containsAll(words.stream().map(word -> word + "=theirs").toList());
    }
  }

  /** It is set up at each start, and has no time to be of use. */
  @Test
  void doesWithoutTheThoroughCompilerForWhatIsShort() throws Exception {
    String quick = "[-XX:TieredStopAtLevel=1]";
    shell.javaHome("25");
    Path small = Files.writeString(shell.folder().resolve("a b.csv"), "username\nann\n");
    Path large = Files.writeString(shell.folder().resolve("-c.csv"), "x".repeat(1_000_001));
    for (String command : new String[] {"import", "plan"}) {
      assertThat(shell.run(program, command, "a b.csv").outLines()).contains(quick);
      assertThat(shell.run(program, command, small.toString(), "--db", "-c.csv").outLines())
          .contains(quick);
      for (String[] more :
          new String[][] {
            {"a b.csv", "-"}, {"a b.csv", "*.csv"}, {"job.yaml"}, {"--db", "a b.csv"}
          }) {
        Files.writeString(shell.folder().resolve("job.yaml"), "import: {}");
        String[] words = Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
        assertThat(shell.run(program, words).outLines())
            .as("%s", List.of(more))
            .doesNotContain(quick);
      }
      for (String other : new String[] {"-c.csv", large.toString(), "*.csv", "none.csv", "."}) {
        Result result = shell.run(program, command, other);
        assertThat(result.outLines()).as(other).doesNotContain(quick);
        assertThat(result.err()).as(other).isEmpty();
      }
      assertThat(shell.run(program, command, "a b.csv", "-c.csv").outLines()).doesNotContain(quick);
    }
    assertThat(shell.run(program, "runs", "list").outLines()).contains(quick);
    assertThat(shell.run(program, "runs", "undo", "a b.csv").outLines()).doesNotContain(quick);
    assertThat(shell.run(program).outLines()).doesNotContain(quick);
  }

  @Test
  void leavesTheCollectorToTheUser() throws Exception {
    shell.javaHome("25");
    shell.with("ROLLCALL_JAVA_OPTS", "-XX:+UseG1GC");
    assertThat(shell.run(program).outLines())
        .contains("[-XX:+UseG1GC]")
        .doesNotContain("[-XX:+UseSerialGC]");
  }

  @Test
  void tellsThatAPipeIsNoTerminal() throws Exception {
    shell.javaHome("25");
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

  @Test
  void saysThatTooFewFilesMayBeOpen() throws Exception {
    shell.javaHome("25");
    Path limited = script(root.resolve("limited"), "ulimit -n 64", "exec \"$@\"");
    Result result = shell.run(limited, program.toString(), "run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly(
            "rollcall: needs 128 open files or more: raise the limit with ulimit -n 1024");
  }
}
