package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.jdk;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.packaging.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher makes the start-up archive, where, and which it starts with. */
class StartUpArchiveTest {
  private static final int SECONDS = 30;

  private static final Predicate<String> STARTS_WITH_ARCHIVE =
      line -> line.startsWith("[-XX:AOTCache=");

  @TempDir private Path root;
  private Shell shell;
  private Path program;

  @BeforeEach
  void install() throws IOException {
    shell = Shell.withToolsForArchives(root);
    program = shell.installed(Shell.awkward(root));
  }

  /** A start makes the archive behind its back, which would write into a folder that is deleted. */
  @AfterEach
  void waitForWhatIsDoneBehind() {
    ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains(root.toString()))
        .forEach(each -> each.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
  }

  @Test
  void makesAnArchiveOnceAndStartsWithIt() throws Exception {
    archiving("25.0.1");
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    Path archive = onlyOneIn(program.resolveSibling("../archive").normalize());
    assertThat(names(archive)).isEqualTo("classes.jsa");
    assertThat(shell.run(program, "run").outLines())
        .contains(
            "[-XX:AOTCache=" + archive + "/classes.jsa]",
            "[-Dorg.sqlite.lib.path=" + archive + "]");
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(rehearsals()).hasSize(1);
  }

  @Test
  void makesItInTheBackgroundOfTheFirstStart() throws Exception {
    archiving("25.0.1");
    assertThat(shell.run(program, "run").outLines()).noneMatch(line -> line.contains("AOTCache"));
    Path folder = program.resolveSibling("../archive").normalize();
    long start = System.nanoTime();
    while (!Files.exists(folder) || !names(folder).matches("[-0-9]+")) {
      assertThat(System.nanoTime() - start).as("nanoseconds waited").isLessThan(60_000_000_000L);
      Thread.sleep(10);
    }
  }

  /** What only a server needs would cost all other starts time. */
  @Test
  void makesAnArchiveOfItsOwnForServers() throws Exception {
    archiving("25.0.1");
    String[] start = {"runs", "list", "--db", "postgresql://rollcall@db.example.com/users"};
    shell.run(program, "--make-archive", "file");
    Path folder = program.resolveSibling("../archive").normalize();
    String files = "[-XX:AOTCache=" + onlyOneIn(folder) + "/classes.jsa]";
    assertThat(shell.run(program, start).outLines()).contains(files);
    waitForWhatIsDoneBehind();
    assertThat(shell.run(program, start).outLines())
        .anyMatch(STARTS_WITH_ARCHIVE)
        .doesNotContain(files);
    assertThat(shell.run(program, "runs", "list").outLines()).contains(files);
    shell.with("ROLLCALL_DB", start[3]);
    assertThat(shell.run(program, "runs", "list").outLines()).doesNotContain(files);
    assertThat(rehearsals()).hasSize(2);
  }

  @Test
  void makesThoseThatNeedNoServerForInstallers() throws Exception {
    archiving("25.0.1");
    assertThat(shell.run(program, "--make-archive").code()).isZero();
    assertThat(names(program.resolveSibling("../archive").normalize()).split(" ")).hasSize(2);
    assertThat(shell.run(program, "report", "users").outLines()).anyMatch(STARTS_WITH_ARCHIVE);
    assertThat(shell.run(program, "import", "users.csv").outLines()).anyMatch(STARTS_WITH_ARCHIVE);
    waitForWhatIsDoneBehind();
    assertThat(rehearsals()).hasSize(2);
    for (String wrong : List.of("postgresql:", "report file", "", "*")) {
      assertThat(shell.run(program, "--make-archive", wrong).outLines())
          .as("an option for the program: %s", wrong)
          .contains("[--make-archive]", "[" + wrong + "]");
    }
    assertThat(shell.run(program, "--make-archive server").outLines())
        .contains("[--make-archive server]");
  }

  /** What writes would cost those that only look half their time. */
  @Test
  void makesAnArchiveOfItsOwnForWhatOnlyLooks() throws Exception {
    archiving("25.0.1");
    shell.run(program, "--make-archive", "file");
    Path folder = program.resolveSibling("../archive").normalize();
    String files = "[-XX:AOTCache=" + onlyOneIn(folder) + "/classes.jsa]";
    assertThat(shell.run(program, "report", "users").outLines()).contains(files);
    waitForWhatIsDoneBehind();
    String[][] looks = {
      {"report", "users", "--db", "postgresql://rollcall@db.example.com/users"},
      {"users", "show", "ann"},
      {"complete", "--", "runs", ""},
      {"help", "import"},
      {"--help"},
      {}
    };
    for (String[] words : looks) {
      assertThat(shell.run(program, words).outLines())
          .as(String.join(" ", words))
          .anyMatch(STARTS_WITH_ARCHIVE)
          .doesNotContain(files);
    }
    for (String writes : List.of("import", "runs", "reports")) {
      assertThat(shell.run(program, writes, "report").outLines()).as(writes).contains(files);
    }
    assertThat(rehearsals()).hasSize(2);
  }

  @Test
  void makesAnOlderJavaAnArchiveOfItsKind() throws Exception {
    archiving("17.0.1");
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    Path archive = onlyOneIn(program.resolveSibling("../archive").normalize());
    assertThat(shell.run(program, "run").outLines())
        .contains("[-XX:SharedArchiveFile=" + archive + "/classes.jsa]")
        .noneMatch(line -> line.contains("AOTCache"));
  }

  @Test
  void neverStartsWithTheArchiveOfOtherJarsOrAnotherJava() throws Exception {
    archiving("25.0.1");
    shell.run(program, "--make-archive", "file");
    Path jar = program.resolveSibling("../lib/rollcall.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "The program");
    Files.setLastModifiedTime(jar, time);
    shell.run(program, "--make-archive", "file");
    archiving("25.0.2");
    shell.run(program, "--make-archive", "file");
    assertThat(rehearsals()).as("same size and time, other content; then another Java").hasSize(3);
  }

  @Test
  void keepsTheArchiveInTheCacheWhereItsOwnFolderCannotBeWritten() throws Exception {
    archiving("25.0.1");
    Files.writeString(program.resolveSibling("../archive"), "a file where the folder should be");
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    Path archive = onlyOneIn(root.resolve("home/.cache/rollcall"));
    assertThat(shell.run(program, "run").outLines())
        .contains("[-XX:AOTCache=" + archive + "/classes.jsa]");
    Path other = root.resolve("other cache");
    shell.with("XDG_CACHE_HOME", other.toString());
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(shell.run(program, "run").outLines())
        .contains("[-XX:AOTCache=" + onlyOneIn(other.resolve("rollcall")) + "/classes.jsa]");
  }

  @Test
  void goesWithoutAnArchiveWhereNothingCanBeWritten() throws Exception {
    archiving("25.0.1");
    Files.writeString(program.resolveSibling("../archive"), "");
    shell.with("XDG_CACHE_HOME", Files.writeString(root.resolve("file"), "").toString());
    Result made = shell.run(program, "--make-archive", "file");
    assertThat(made.code()).isEqualTo(1);
    assertThat(made.errLines()).hasSize(1).first().asString().contains("can be written");
    assertThat(shell.run(program, "run").err()).isEmpty();
  }

  @Test
  void doesNotAskAgainAJavaThatMakesNoArchive() throws Exception {
    recording("25.0.1", "exit 0");
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(shell.run(program, "run").outLines()).noneMatch(line -> line.contains("AOTCache"));
    assertThat(rehearsals()).hasSize(1);
  }

  @Test
  void keepsNothingOfARehearsalThatFailed() throws Exception {
    recording("25.0.1", "echo 'no space left'", "exit 1");
    Result result = shell.run(program, "--make-archive", "file");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly("no space left", "rollcall: no start-up archive, as the rehearsal failed");
    assertThat(names(program.resolveSibling("../archive").normalize())).isEmpty();
  }

  @Test
  void leavesTheWorkToWhoeverIsAtItAndTakesOverFromTheDead() throws Exception {
    archiving("25.0.1");
    shell.run(program, "--make-archive", "file");
    Path archive = onlyOneIn(program.resolveSibling("../archive").normalize());
    Files.delete(archive.resolve("classes.jsa"));
    Files.delete(archive);
    Path lock = archive.resolveSibling("making.lock");
    Path alive = Path.of(String.valueOf(ProcessHandle.current().pid()));
    Files.createSymbolicLink(lock, alive);
    Result busy = shell.run(program, "--make-archive", "file");
    assertThat(busy.code()).isEqualTo(1);
    assertThat(busy.err()).contains("is being made by process " + alive);
    assertThat(archive).doesNotExist();
    Files.delete(lock);
    // No process has this number anywhere.
    Files.createSymbolicLink(lock, Path.of("999999999"));
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(names(archive.getParent())).isEqualTo(archive.getFileName().toString());
  }

  @Test
  void rehearsesFarFromTheDatabaseOfTheUser() throws Exception {
    archiving("25.0.1");
    shell.with("ROLLCALL_DB", root.resolve("precious.db").toString());
    shell.with("ROLLCALL_PING", "https://monitor.example.com/precious");
    shell.run(program, "--make-archive", "file");
    assertThat(rehearsals()).containsExactly("none");
  }

  @Test
  void leavesArchivesToTheUserWhoSpeaksOfThem() throws Exception {
    archiving("25.0.1");
    shell.run(program, "--make-archive", "file");
    shell.with("ROLLCALL_JAVA_OPTS", "-Xshare:off");
    assertThat(shell.run(program, "run").outLines()).noneMatch(line -> line.contains("AOTCache"));
  }

  @Test
  void deletesOldArchivesAndNothingElse() throws Exception {
    archiving("25.0.1");
    Path archives = Files.createDirectories(program.resolveSibling("../archive").normalize());
    Path precious = Files.createDirectory(root.resolve("precious"));
    Files.writeString(precious.resolve("file"), "kept");
    Path own = Files.createDirectory(archives.resolve("2026-11"));
    Files.createDirectory(archives.resolve("2026-11-28"));
    Files.createDirectory(archives.resolve("notes-1"));
    Files.writeString(archives.resolve("12-34"), "a file");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
    for (String name : List.of("2026-11", "2026-11-28", "notes-1", "12-34")) {
      Files.setLastModifiedTime(archives.resolve(name), old);
    }
    Files.setLastModifiedTime(precious, old);
    Files.createSymbolicLink(archives.resolve("56-78"), precious);
    assertThat(shell.run(program, "--make-archive", "file").code()).isZero();
    assertThat(own).doesNotExist();
    assertThat(names(archives)).contains("12-34 ", "2026-11-28 ", "56-78 ", "notes-1");
    assertThat(precious.resolve("file")).hasContent("kept");
  }

  @Test
  void keepsTheArchiveOfTheOtherKindHoweverOld() throws Exception {
    archiving("25.0.1");
    Path archives = program.resolveSibling("../archive").normalize();
    shell.run(program, "--make-archive", "file");
    Path files = onlyOneIn(archives);
    Files.setLastModifiedTime(files, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    assertThat(shell.run(program, "--make-archive", "server").code()).isZero();
    assertThat(files).isNotEmptyDirectory();
    assertThat(names(archives).split(" ")).hasSize(2);
    assertThat(shell.run(program, "--make-archive", "--wrong").out()).contains("[--wrong]");
  }

  @Test
  void makesAndDeletesNothingBehindALink() throws Exception {
    archiving("25.0.1");
    Path precious = Files.createDirectory(root.resolve("precious"));
    Path old = Files.createDirectory(precious.resolve("12-34"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    Files.createSymbolicLink(program.resolveSibling("../archive").normalize(), precious);
    Files.createDirectories(root.resolve("home/.cache"));
    Files.createSymbolicLink(root.resolve("home/.cache/rollcall"), precious);
    assertThat(shell.run(program, "--make-archive", "file").code()).isEqualTo(1);
    assertThat(names(precious)).isEqualTo("12-34");
  }

  private void archiving(String version) throws IOException {
    recording(version, "echo classes >\"$archive\"", "exit 0");
  }

  /** Lists its arguments as others do; a rehearsal is noted in a file, and then goes on as told. */
  private void recording(String version, String... rehearsal) throws IOException {
    String[] finding = {
      "for each; do",
      "  case $each in *Output=* | *AtExit=*) archive=${each#*=};; *.Supplies) exit 0;; esac",
      "done",
      "[ -n \"${archive-}\" ] || { printf '[%s]\\n' \"$@\"; exit 0; }",
      "echo \"${ROLLCALL_DB-none}${ROLLCALL_PING-}\" >>'" + root + "/rehearsals'"
    };
    jdk(
        root.resolve("given"),
        version,
        Stream.concat(Stream.of(finding), Stream.of(rehearsal)).toArray(String[]::new));
    shell.with("JAVA_HOME", root.resolve("given").toString()).without("ROLLCALL_ARCHIVE");
  }

  private List<String> rehearsals() throws IOException {
    return Files.readAllLines(root.resolve("rehearsals"));
  }

  private static Path onlyOneIn(Path folder) throws IOException {
    return folder.resolve(names(folder));
  }

  private static String names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(joining(" "));
    }
  }
}
