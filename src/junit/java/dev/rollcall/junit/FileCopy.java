package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An SQLite file, alone in a folder of its own. */
record FileCopy(Path file) implements Copy {

  static FileCopy of(String folder) {
    try {
      Path file = Files.createTempDirectory("rollcall-test").resolve("users.db");
      return new FileCopy(Files.copy(Seeds.of(folder), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String url() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  public void delete() throws IOException {
    Folders.delete(file.getParent());
  }
}
