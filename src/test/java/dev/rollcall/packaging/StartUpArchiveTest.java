package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.packaging.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the launcher makes the start-up archive, where, and which it starts with. */
class StartUpArchiveTest extends ArchiveShell {

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
}
