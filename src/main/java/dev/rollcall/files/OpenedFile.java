package dev.rollcall.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that this process has opened, known by its descriptor: whatever others put under its name
 * meanwhile, it is this one that is looked at and changed. Where a system has no names for
 * descriptors, the file at the path must still be the same one.
 */
final class OpenedFile {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final Path path;

  /** The system's name for what is open; null where there is none. */
  private final @Nullable Path descriptor;

  private final Object inode;

  private OpenedFile(Path path, @Nullable Path descriptor, Object inode) {
    this.path = path;
    this.descriptor = descriptor;
    this.inode = inode;
  }

  /**
   * The file that was just opened there.
   *
   * @throws NoSuchFileException if it has been deleted or moved away since
   */
  static OpenedFile at(Path path) throws IOException {
    Object inode = inode(path, LinkOption.NOFOLLOW_LINKS);
    return new OpenedFile(path, descriptor(path, inode), inode);
  }

  private static @Nullable Path descriptor(Path path, Object inode) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return null;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : open) {
        if (leadsTo(each, path, inode)) {
          return each;
        }
      }
    }
    throw new NoSuchFileException(path.toString());
  }

  private static boolean leadsTo(Path descriptor, Path path, Object inode) throws IOException {
    try {
      return path.getFileName().equals(Files.readSymbolicLink(descriptor).getFileName())
          && inode(descriptor).equals(inode);
    } catch (NoSuchFileException e) {
      // Another thread, or the listing of them itself, has closed what it was.
      return false;
    }
  }

  private static Object inode(Path path, LinkOption... options) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
    Object key = attributes.fileKey();
    return key == null ? attributes.creationTime() : key;
  }

  /** An attribute, such as {@code nlink}. */
  Object attribute(String name) throws IOException {
    return descriptor == null
        ? Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS)
        : Files.getAttribute(descriptor, "unix:" + name);
  }

  /** Gives it another value of an attribute. */
  void give(String name, Object value) throws IOException {
    if (descriptor == null) {
      requireOwnName();
      Files.setAttribute(path, "unix:" + name, value, LinkOption.NOFOLLOW_LINKS);
    } else {
      Files.setAttribute(descriptor, "unix:" + name, value);
    }
  }

  /** Makes sure that what is at its path is it yet. */
  void requireOwnName() throws IOException {
    if (!inode(path, LinkOption.NOFOLLOW_LINKS).equals(inode)) {
      throw new FileSystemException(
          path.toString(), null, "somebody has put another file in its place");
    }
  }
}
