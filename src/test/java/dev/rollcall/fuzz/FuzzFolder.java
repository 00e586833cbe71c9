package dev.rollcall.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for the files of one fuzzing process; in memory, where the system has such a place. */
public final class FuzzFolder {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static final Path FOLDER = make();

  private FuzzFolder() {}

  private static Path make() {
    try {
      Path folder =
          Files.isWritable(SHARED_MEMORY)
              ? Files.createTempDirectory(SHARED_MEMORY, "rollcall-fuzz")
              : Files.createTempDirectory("rollcall-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file there, which may exist. */
  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  /** A file with this content, in place of any that was there. */
  public static Path write(String name, byte[] content) {
    try {
      return Files.write(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
