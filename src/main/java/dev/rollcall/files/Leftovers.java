package dev.rollcall.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What processes that died have left: files of the caller's, no links and no folders, whose whole
 * names are such as only this program makes up.
 */
public final class Leftovers {

  private Leftovers() {}

  /**
   * Deletes them.
   *
   * @param beside a file in the same folder
   * @param names what a whole name must match
   * @throws IOException if the folder can't be read, or one of them not be deleted
   */
  public static void discard(Path beside, Pattern names) throws IOException {
    each(beside, names, OwnFile::discard);
  }

  /** What is done with a leftover. */
  interface Action {
    void on(Path file) throws IOException;
  }

  static void each(Path beside, Pattern names, Action action) throws IOException {
    Path folder = beside.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> names.matcher(String.valueOf(file.getFileName())).matches())) {
      for (Path file : files) {
        if (OwnFile.isOwn(file)) {
          action.on(file);
        }
      }
    }
  }
}
