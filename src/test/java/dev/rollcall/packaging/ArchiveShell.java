package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.jdk;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine with the launcher, and a Java that says what it was given and makes archives as told.
 */
abstract class ArchiveShell {

  private static final int SECONDS = 30;

  @TempDir Path root;
  Shell shell;
  Path program;

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

  /** A Java of a version that makes archives. */
  void archiving(String version) throws IOException {
    recording(version, "echo classes >\"$archive\"", "exit 0");
  }

  /** Lists its arguments as others do; a rehearsal is noted in a file, and then goes on as told. */
  void recording(String version, String... rehearsal) throws IOException {
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

  List<String> rehearsals() throws IOException {
    return Files.readAllLines(root.resolve("rehearsals"));
  }

  static Path onlyOneIn(Path folder) throws IOException {
    return folder.resolve(names(folder));
  }

  static String names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(joining(" "));
    }
  }
}
