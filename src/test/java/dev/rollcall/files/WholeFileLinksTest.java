package dev.rollcall.files;

import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a link leads, and what others have put in the way of a file that is to be whole. */
class WholeFileLinksTest {

  private final Path folder;
  private final FilesIn files;

  WholeFileLinksTest(@TempDir Path folder) {
    this.folder = folder;
    this.files = new FilesIn(folder);
  }

  @Test
  void aLinkStaysAndTheFileItLeadsToIsReplaced() throws IOException {
    files.assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path real = Files.writeString(elsewhere.resolve("real.csv"), "earlier");
    Path link = Files.createSymbolicLink(folder.resolve("out.csv"), real);
    FilesIn.write(link);
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("later");
  }

  /** The disk may be mounted later: the file has to come into being where the link points. */
  @Test
  void aLinkToAFileThatIsNotThereYetStays() throws IOException {
    files.assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(folder.resolve("out.csv"), Path.of("elsewhere", "real.csv"));
    FilesIn.write(link);
    assertThat(link).isSymbolicLink();
    assertThat(elsewhere.resolve("real.csv")).hasContent("later");
  }

  /** As systems do, which would find no file behind more of them. */
  @Test
  void linksAreFollowedAsFarAsTheyAreByOthers() throws IOException {
    files.assumePosix();
    Path path = folder.resolve("out.csv");
    for (int i = 1; i <= 40; i++) {
      path = Files.createSymbolicLink(folder.resolve("link" + i), path.getFileName());
    }
    FilesIn.write(path);
    assertThat(folder.resolve("out.csv")).isRegularFile().hasContent("later");
    Path more = Files.createSymbolicLink(folder.resolve("more"), path);
    assertThat(problem(() -> WholeFile.create(more)).code())
        .isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
  }

  @Test
  void underANameThatNobodyHasChosenWhateverStandsThereIsReplaced() throws IOException {
    files.assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    for (Path leadsTo : List.of(precious, inner)) {
      Path own = Files.createSymbolicLink(folder.resolve("own.csv"), leadsTo);
      FilesIn.finish(WholeFile.createOwn(own));
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-rw-"));
      FilesIn.finish(WholeFile.createOwn(own));
      assertThat(FilesIn.permissions(own)).isEqualTo("rw-------");
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

  /** As others may do who may write the folder. */
  @Test
  void whatSomebodyHasPutInThePlaceOfAPartIsNeitherNamedNorChanged() throws IOException {
    files.assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rw-------"));
    Path path = folder.resolve("out.csv");
    Files.writeString(path, "earlier");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (boolean linked : new boolean[] {true, false}) {
      try (WholeFile file = WholeFile.create(path)) {
        file.write("later".getBytes(UTF_8));
        Path part = files.part();
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
      assertThat(FilesIn.permissions(precious)).isEqualTo("rw-------");
    }
  }

  @Test
  void aFileOfSomebodyElseSaysNothingOfWhoMayReadTheNewOne() throws IOException {
    files.assumePosix();
    Path path = Files.writeString(folder.resolve("out.csv"), "planted");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    giveToNobody(path);
    FilesIn.write(path);
    assertThat(path).hasContent("later");
    assertThat(FilesIn.permissions(path)).isEqualTo("rw-------");
  }

  @Test
  void noLinkOfSomebodyElseIsFollowedAnywhereOnThePath() throws IOException {
    files.assumePosix();
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
    files.assumePosix();
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    Path path = Files.createSymbolicLink(folder.resolve("out.csv"), Path.of("first"));
    try (WholeFile file = WholeFile.create(path)) {
      Files.delete(path);
      Files.createSymbolicLink(path, precious);
      assertThat(problem(file::finish).what()).contains("leads elsewhere");
    }
    assertThat(precious).hasContent("kept");
    assertThat(files.names()).containsExactly("out.csv", "precious");
  }

  /** Only root can give files away. */
  private static void giveToNobody(Path file) throws IOException {
    try {
      Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(
              file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } catch (IOException e) {
      System.out.println("WholeFileLinksTest is skipped in part: only root can give files away");
      assumeTrue(false, "skipped: only root can give files away");
    }
  }
}
