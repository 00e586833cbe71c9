package dev.rollcall.files;

import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** As systems do, which would find no file behind more of them. */
  @Test
  void linksAreFollowedAsFarAsTheyAreByOthers() throws IOException {
    assumePosix();
    Path path = folder.resolve("out.csv");
    for (int i = 1; i <= 40; i++) {
      path = Files.createSymbolicLink(folder.resolve("link" + i), path.getFileName());
    }
    write(path);
    assertThat(folder.resolve("out.csv")).isRegularFile().hasContent("later");
    Path more = Files.createSymbolicLink(folder.resolve("more"), path);
    assertThat(problem(() -> WholeFile.create(more)).code())
        .isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
  }

  @Test
  void underANameThatNobodyHasChosenWhateverStandsThereIsReplaced() throws IOException {
    assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    for (Path leadsTo : List.of(precious, inner)) {
      Path own = Files.createSymbolicLink(folder.resolve("own.csv"), leadsTo);
      finish(WholeFile.createOwn(own));
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-rw-"));
      finish(WholeFile.createOwn(own));
      assertThat(permissions(own)).isEqualTo("rw-------");
      assertThat(Files.isSymbolicLink(own)).isFalse();
      assertThat(own).hasContent("later");
      Files.delete(own);
    }
    assertThat(precious).hasContent("kept");
    assertThat(inner).isEmptyDirectory();
    assertThat(problem(() -> WholeFile.createOwn(inner)).what()).contains("folder");
  }

  /** Of a redirected stream the rest would go to a file that has no name any more. */
  @Test
  void whatIsOpenAlreadyIsNotReplacedUnderItsSystemsName() throws IOException {
    Path path = folder.resolve("redirected");
    try (OutputStream open = Files.newOutputStream(path)) {
      Path name = Descriptors.in(folder).get(0);
      Path link = Files.createSymbolicLink(folder.resolve("link"), name);
      for (Path each : List.of(name, link)) {
        assertThat(problem(() -> WholeFile.create(each)).what()).contains("open already");
      }
      open.write("earlier".getBytes(UTF_8));
    }
    assertThat(path).hasContent("earlier");
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
    assertThat(names()).containsAll(others).contains("out.csv").hasSize(others.size() + 4);
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
    assertThat(names()).containsExactly("out.csv");
  }

  /** A process gives up its locks on a file when it closes any handle of it. */
  @Test
  void oneKeepsItsLockWhileAnotherIsBegun() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "skipped: this system does not list its locks");
    Path path = folder.resolve("out.csv");
    try (WholeFile file = WholeFile.create(path)) {
      Object inode = Files.getAttribute(part(), "unix:ino");
      WholeFile.create(path).close();
      assertThat(Files.readString(locks)).contains(":" + inode + " ");
      file.finish();
    }
  }

  /** As others may do who may write the folder. */
  @Test
  void whatSomebodyHasPutInThePlaceOfAPartIsNeitherNamedNorChanged() throws IOException {
    assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rw-------"));
    Path path = folder.resolve("out.csv");
    Files.writeString(path, "earlier");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (boolean linked : new boolean[] {true, false}) {
      try (WholeFile file = WholeFile.create(path)) {
        file.write("later".getBytes(UTF_8));
        Path part = part();
        Files.delete(part);
        if (linked) {
          Files.createSymbolicLink(part, precious);
        } else {
          Files.createLink(part, precious);
        }
        assertThat(problem(file::finish).what()).contains("in its place");
        Files.delete(part);
      }
      assertThat(path).hasContent("earlier");
      assertThat(precious).hasContent("kept");
      assertThat(permissions(precious)).isEqualTo("rw-------");
    }
  }

  @Test
  void aFileOfSomebodyElseSaysNothingOfWhoMayReadTheNewOne() throws IOException {
    assumePosix();
    Path path = Files.writeString(folder.resolve("out.csv"), "planted");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    giveToNobody(path);
    write(path);
    assertThat(path).hasContent("later");
    assertThat(permissions(path)).isEqualTo("rw-------");
  }

  @Test
  void noLinkOfSomebodyElseIsFollowedAnywhereOnThePath() throws IOException {
    assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("d"), elsewhere);
    Path ours = Files.createSymbolicLink(folder.resolve("ours"), link);
    giveToNobody(link);
    for (Path each : List.of(link, ours)) {
      assertThat(problem(() -> WholeFile.create(each.resolve("out.csv"))).what())
          .contains("link of somebody else");
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aLinkThatLeadsElsewhereMeanwhileIsNotFollowed() throws IOException {
    assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Path path = Files.createSymbolicLink(folder.resolve("out.csv"), Path.of("first"));
    try (WholeFile file = WholeFile.create(path)) {
      Files.delete(path);
      Files.createSymbolicLink(path, precious);
      assertThat(problem(file::finish).what()).contains("leads elsewhere");
    }
    assertThat(precious).hasContent("kept");
    assertThat(names()).containsExactly("out.csv", "precious");
  }

  /** Only root can give files away. */
  private static void giveToNobody(Path file) throws IOException {
    try {
      Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(
              file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } catch (IOException e) {
      System.out.println("WholeFileTest is skipped in part: only root can give files away");
      assumeTrue(false, "skipped: only root can give files away");
    }
  }

  private Path part() throws IOException {
    return folder.resolve(names().stream().filter(name -> name.endsWith(".part")).findAny().get());
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
    assertThat(names()).containsExactly("out.csv");
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
    assertThat(names()).isEmpty();
  }

  private static void write(Path path) {
    finish(WholeFile.create(path));
  }

  private static void finish(WholeFile begun) {
    try (WholeFile file = begun) {
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
