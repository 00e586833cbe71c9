package dev.rollcall.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process has open, where the system tells. */
public final class Descriptors {

  private static final Path ALL = Path.of("/proc/self/fd");

  private Descriptors() {}

  /** Those of files in a folder, deleted ones too; skips the test where nobody can say. */
  public static List<Path> in(Path folder) throws IOException {
    assumeTrue(Files.isDirectory(ALL), "skipped: this system does not tell what is open");
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(ALL)) {
      for (Path descriptor : open) {
        // The one that this is read with is gone when it is asked for.
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath())) {
          found.add(descriptor);
        }
      }
    }
    return found;
  }
}
