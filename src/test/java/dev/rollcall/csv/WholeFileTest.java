package dev.rollcall.csv;

import static dev.rollcall.csv.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file stands under its name whole or not at all. */
class WholeFileTest {

  @TempDir Path folder;

  @Test
  void untilItIsFinishedTheEarlierFileStands() throws IOException {
    Path path = Files.writeString(folder.resolve("out.csv"), "earlier");
    try (WholeFile file = WholeFile.create(path)) {
      file.write("later".getBytes(UTF_8));
      assertThat(path).hasContent("earlier");
      file.finish();
      assertThat(path).hasContent("later");
    }
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void unfinishedItLeavesNothingBehind() throws IOException {
    Path path = folder.resolve("out.csv");
    try (WholeFile file = WholeFile.create(path)) {
      file.write(new byte[200_000]);
      assertThat(path).doesNotExist();
    }
    assertThat(names()).isEmpty();
    Files.writeString(path, "earlier");
    WholeFile.create(path).close();
    assertThat(path).hasContent("earlier");
    assertThat(names()).containsExactly("out.csv");
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
    assumePosix();
    Path path = folder.resolve("out.csv");
    write(path);
    assertThat(permissions(path)).isEqualTo("rw-------");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    write(path);
    assertThat(permissions(path)).isEqualTo("rw-r-----");
  }

  @Test
  void aLinkStaysAndTheFileItLeadsToIsReplaced() throws IOException {
    assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path real = Files.writeString(elsewhere.resolve("real.csv"), "earlier");
    Path link = Files.createSymbolicLink(folder.resolve("out.csv"), real);
    write(link);
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("later");
  }

  /** The disk may be mounted later: the file has to come into being where the link points. */
  @Test
  void aLinkToAFileThatIsNotThereYetStays() throws IOException {
    assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(folder.resolve("out.csv"), Path.of("elsewhere", "real.csv"));
    write(link);
    assertThat(link).isSymbolicLink();
    assertThat(elsewhere.resolve("real.csv")).hasContent("later");
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
    assertThat(names()).isEmpty();
  }

  private static void write(Path path) {
    try (WholeFile file = WholeFile.create(path)) {
      byte[] bytes = "later".getBytes(UTF_8);
      file.write(bytes, 0, bytes.length);
      file.finish();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void assumePosix() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system has no POSIX permissions");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
