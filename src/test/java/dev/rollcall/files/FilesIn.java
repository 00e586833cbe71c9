package dev.rollcall.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What tests of files that are whole write, and find in a folder. */
final class FilesIn {

  private final Path folder;

  FilesIn(Path folder) {
    this.folder = folder;
  }

  Path part() throws IOException {
    return folder.resolve(names().stream().filter(name -> name.endsWith(".part")).findAny().get());
  }

  static void write(Path path) {
    finish(WholeFile.create(path));
  }

  static void finish(WholeFile begun) {
    try (WholeFile file = begun) {
      byte[] bytes = "later".getBytes(UTF_8);
      file.write(bytes, 0, bytes.length);
      file.finish();
    }
  }

  static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  void assumePosix() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system has no POSIX permissions");
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
