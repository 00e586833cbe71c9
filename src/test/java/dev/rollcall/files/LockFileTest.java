package dev.rollcall.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

  @TempDir Path folder;
  private Path file = Path.of("");
  private Path about = Path.of("");

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "skipped: no POSIX permissions here");
    file = folder.resolve("users.db.lock");
    about = Files.writeString(folder.resolve("users.db"), "");
  }

  private static String modes(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void give(Path file, String modes) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
  }

  @Test
  void itHasTheModesOfWhatItIsAbout() throws IOException {
    give(about, "rw-rw----");
    try (LockFile lock = LockFile.open(file, about)) {
      assertThat(modes(file)).isEqualTo("rw-rw----");
      assertThat(lock.tryLock()).isNotNull();
      lock.write("somebody");
      assertThat(lock.read()).isEqualTo("somebody");
    }
  }

  @Test
  void whatWasPutInItsPlaceIsNotChanged() throws IOException {
    give(about, "rw-rw----");
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    give(precious, "rw-------");
    Files.writeString(file, "");
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(channel.isOpen()).isTrue();
      OpenedFile opened = OpenedFile.at(file);
      Files.delete(file);
      Files.createLink(file, precious);
      assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "skipped: no names of descriptors");
      opened.give("permissions", PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThatThrownBy(opened::requireOwnName).hasMessageContaining("another file in its place");
    }
    assertThat(modes(precious)).isEqualTo("rw-------");
  }

  @Test
  void aLinkOrASecondNameIsNotChanged() throws IOException {
    give(about, "rw-rw----");
    Path precious = Files.writeString(folder.resolve("precious"), "kept");
    give(precious, "rw-------");
    Files.createSymbolicLink(file, precious);
    assertThatThrownBy(() -> LockFile.open(file, about).close()).isInstanceOf(IOException.class);
    Files.delete(file);
    Files.createLink(file, precious);
    LockFile.open(file, about).close();
    assertThat(modes(precious)).isEqualTo("rw-------");
    assertThat(precious).hasContent("kept");
  }
}
