package dev.rollcall.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what a file is seen to have changed without reading it: which one it is, its size, and when it
 * was last written. It stays the same when the file is moved.
 */
public record FileStamp(Object inode, long bytes, FileTime modified) {

  /** Of a file; null if there is none, or it is a link, a folder or a device. */
  public static @Nullable FileStamp of(Path file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        return null;
      }
      Object inode = Objects.requireNonNullElse(found.fileKey(), found.creationTime());
      return new FileStamp(inode, found.size(), found.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
