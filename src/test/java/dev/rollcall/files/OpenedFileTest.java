package dev.rollcall.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is open is found among the descriptors while others come and go. */
class OpenedFileTest {

  private static final int LOOKS = 1_000;
  private static final int THREADS = 4;
  private static final int OPEN_AT_ONCE = 20;

  @TempDir Path folder;

  @Test
  void itIsFoundWhileOtherThreadsOpenAndCloseFiles() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "skipped: no names of descriptors");
    Path file = Files.createFile(folder.resolve("users.db.lock"));
    Path other = Files.createFile(folder.resolve("other"));
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      busy.add(new Thread(() -> openAndClose(other, done)));
    }
    busy.forEach(Thread::start);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThatCode(
              () -> {
                for (int i = 0; i < LOOKS; i++) {
                  OpenedFile.at(file).requireOwnName();
                }
              })
          .doesNotThrowAnyException();
      assertThat(channel.isOpen()).isTrue();
    } finally {
      done.set(true);
      for (Thread each : busy) {
        each.join();
      }
    }
  }

  private static void openAndClose(Path file, AtomicBoolean done) {
    try {
      while (!done.get()) {
        List<FileChannel> open = new ArrayList<>();
        for (int i = 0; i < OPEN_AT_ONCE; i++) {
          open.add(FileChannel.open(file, StandardOpenOption.READ));
        }
        for (FileChannel each : open) {
          each.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
