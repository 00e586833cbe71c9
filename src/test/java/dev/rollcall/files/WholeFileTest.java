package dev.rollcall.files;

import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file stands under its name whole or not at all. */
class WholeFileTest {

  private final Path folder;
  private final FilesIn files;

  WholeFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.files = new FilesIn(folder);
  }

  @Test
  void untilItIsFinishedTheEarlierFileStands() throws IOException {
    Path path = Files.writeString(folder.resolve("out.csv"), "earlier");
    try (WholeFile file = WholeFile.create(path)) {
      file.write("later".getBytes(UTF_8));
      assertThat(path).hasContent("earlier");
      file.finish();
      assertThat(path).hasContent("later");
    }
    assertThat(files.names()).containsExactly("out.csv");
  }

  @Test
  void unfinishedItLeavesNothingBehind() throws IOException {
    Path path = folder.resolve("out.csv");
    try (WholeFile file = WholeFile.create(path)) {
      file.write(new byte[200_000]);
      assertThat(path).doesNotExist();
    }
    assertThat(files.names()).isEmpty();
    Files.writeString(path, "earlier");
    WholeFile.create(path).close();
    assertThat(path).hasContent("earlier");
    assertThat(files.names()).containsExactly("out.csv");
  }

  @Test
  void whatIsWrittenInPiecesOfAnySizeIsAllThere() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    Path path = folder.resolve("out.bin");
    try (WholeFile file = WholeFile.create(path)) {
      int at = 0;
      for (int size = 1; at < bytes.length; size = Math.min(size * 3, bytes.length - at)) {
        file.write(bytes, at, size);
        at += size;
        if (at < bytes.length) {
          file.write(bytes[at++]);
        }
      }
      file.finish();
    }
    assertThat(path).hasBinaryContent(bytes);
  }

  @Test
  void onlyItsOwnerMayReadItAndAFileThatItReplacesKeepsWhatWasAllowed() throws IOException {
    files.assumePosix();
    Path path = folder.resolve("out.csv");
    FilesIn.write(path);
    assertThat(FilesIn.permissions(path)).isEqualTo("rw-------");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    FilesIn.write(path);
    assertThat(FilesIn.permissions(path)).isEqualTo("rw-r-----");
  }

  @Test
  void whatADeadProcessHasLeftIsDeletedAndNothingElse() throws IOException {
    Path path = folder.resolve("out.csv");
    Files.createDirectory(folder.resolve(".out.csv.c0ffee00-0000-4000-8000-000000000018.part"));
    List<String> others =
        List.of(
            ".out.csv.17.part",
            ".out.csv.x.part",
            ".out.csv.part",
            ".other.csv.17.part",
            "out.csv.17.part",
            ".out.csv.c0ffee00-0000-4000-8000-000000000017.party");
    for (String name : others) {
      Files.createFile(folder.resolve(name));
    }
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Path link = folder.resolve(".out.csv.c0ffee00-0000-4000-8000-000000000019.part");
    Files.createSymbolicLink(link, precious);
    Path left =
        Files.createFile(folder.resolve(".out.csv.c0ffee00-0000-4000-8000-000000000017.part"));
    try (WholeFile file = WholeFile.create(path)) {
      assertThat(left).doesNotExist();
      Files.createFile(left);
      WholeFile.discardLeftovers(path);
      assertThat(left).doesNotExist();
      file.finish();
    }
    assertThat(files.names()).containsAll(others).contains("out.csv").hasSize(others.size() + 4);
    assertThat(precious).hasContent("kept");
    assertThat(link).isSymbolicLink();
    WholeFile.discardLeftovers(folder.resolve("nowhere/out.csv"));
  }

  /** Whoever begins one looks for leftovers, and must not take for such what is being written. */
  @Test
  void twoAtATimeBothEndWholeAndTheLaterOneStays() throws Exception {
    Path path = folder.resolve("out.csv");
    int times = 300;
    List<Callable<Integer>> writers = new ArrayList<>();
    for (String content : List.of("one", "other")) {
      writers.add(
          () -> {
            for (int time = 0; time < times; time++) {
              try (WholeFile file = WholeFile.create(path)) {
                file.write(content.getBytes(UTF_8));
                file.finish();
              }
            }
            return times;
          });
    }
    ExecutorService both = Executors.newFixedThreadPool(writers.size());
    try {
      for (Future<Integer> writer : both.invokeAll(writers)) {
        assertThat(writer.get()).isEqualTo(times);
      }
    } finally {
      both.shutdownNow();
    }
    assertThat(Files.readString(path)).isIn("one", "other");
    assertThat(files.names()).containsExactly("out.csv");
  }

  /** A process gives up its locks on a file when it closes any handle of it. */
  @Test
  void oneKeepsItsLockWhileAnotherIsBegun() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "skipped: this system does not list its locks");
    Path path = folder.resolve("out.csv");
    try (WholeFile file = WholeFile.create(path)) {
      Object inode = Files.getAttribute(files.part(), "unix:ino");
      WholeFile.create(path).close();
      assertThat(Files.readString(locks)).contains(":" + inode + " ");
      file.finish();
    }
  }

  @Test
  void aNameThatIsTakenMeanwhileIsSaidAndLeavesNothingBehind() throws IOException {
    Path path = folder.resolve("out.csv");
    try (WholeFile file = WholeFile.create(path)) {
      Files.createDirectories(path.resolve("inner"));
      Problem problem = problem(file::finish);
      assertThat(problem.code()).isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
      assertThat(problem.what()).contains("directory").doesNotContain("part");
    }
    assertThat(files.names()).containsExactly("out.csv");
    assertThat(Descriptors.in(folder)).isEmpty();
  }

  @Test
  void whatCantBeAFileIsRefusedBeforeAnythingIsWritten() throws IOException {
    assertThat(problem(() -> WholeFile.create(folder)).what()).contains("folder");
    Path nowhere = folder.resolve("nowhere/out.csv");
    assertThat(problem(() -> WholeFile.create(nowhere)).code())
        .isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
    assertThat(problem(() -> WholeFile.create(nowhere)).advice()).contains("make the folder");
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      assertThat(problem(() -> WholeFile.create(device)).what()).contains("device");
    }
    assertThat(files.names()).isEmpty();
  }
}
