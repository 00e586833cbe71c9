package dev.rollcall.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files under names that the program chooses itself. Only their owner may read them, since they
 * hold people's data; and as others can foresee the names, nothing that is there already is opened.
 */
public final class OwnFile {

  private OwnFile() {}

  /**
   * Makes a new file and opens it for writing.
   *
   * @param more how else it is opened, such as {@code READ}
   * @throws IOException also if anything has its name, even a link
   */
  public static FileChannel create(Path file, StandardOpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.CREATE_NEW);
    options.add(StandardOpenOption.WRITE);
    return FileChannel.open(file, options, ownerOnly(file));
  }

  /**
   * Writes a new file.
   *
   * @throws IOException also if anything has its name, even a link
   */
  public static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = create(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Makes durable what was written to a file; a link there is not followed.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(false);
    }
  }

  /** Whether it is a file of the caller's, and no link; nothing need be there. */
  public static boolean isOwn(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Owner.isCaller(file);
  }

  /** Whether it is a folder of the caller's, and no link. */
  public static boolean isOwnFolder(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Owner.isCaller(folder);
  }

  /** Makes a folder, and those above it that are missing. */
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  /**
   * Deletes a file, or a link and not what it leads to; there need be none.
   *
   * @throws IOException also for a folder
   */
  public static void discard(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is a folder");
    }
    Files.deleteIfExists(file);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
