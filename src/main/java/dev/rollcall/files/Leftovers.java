package dev.rollcall.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * What processes that were killed have left of a file that was to be whole. Whoever writes one
 * holds the system's lock on it, which ends with its process, however that ends.
 */
final class Leftovers {

  static final String SUFFIX = ".part";

  private final Path target;

  Leftovers(Path target) {
    this.target = target;
  }

  /** What the names of temporary files for the target begin with. */
  String prefix() {
    return "." + target.getFileName() + ".";
  }

  /** Marks a temporary file as being written, as long as the channel is open. */
  static void claim(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      // A file system without locks: then nobody can tell leftovers there, and none are deleted.
      return;
    }
  }

  /** Deletes those that nobody writes any more; what can't be deleted does no harm. */
  void delete() {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isTemporary)) {
      for (Path file : files) {
        deleteIfLeft(file);
      }
    } catch (IOException e) {
      // Creating the next one says what is wrong with the folder.
      return;
    }
  }

  private boolean isTemporary(Path file) {
    String names = Pattern.quote(prefix()) + "[0-9]+" + Pattern.quote(SUFFIX);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && file.getFileName().toString().matches(names);
  }

  private static void deleteIfLeft(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException e) {
      // This very process writes it.
      return;
    }
  }
}
