package dev.rollcall.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is only there to be locked, beside the one that the lock is about. Whoever may write
 * that one must be able to lock it, and nobody else: so it has the same group, modes and owner, as
 * far as they may be given to it. Not thread-safe.
 */
public final class LockFile implements AutoCloseable {

  private static final int LONGEST_TEXT_BYTES = 1_000;

  /** A link that somebody has put there would have another file emptied. */
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the file, which is made if there is none.
   *
   * @param about what the lock is about; need not be there yet
   * @throws IOException also if the file is a link
   */
  public static LockFile open(Path file, Path about) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(file.toString(), null, "there is a link of that name");
    }
    FileChannel channel = FileChannel.open(file, OPTIONS, permissions(about));
    try {
      share(file, about);
      return new LockFile(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] permissions(Path about) throws IOException {
    if (!about.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions =
        Files.exists(about)
            ? Files.getPosixFilePermissions(about)
            : PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  /** A file is made with the group of its maker, and with fewer modes than asked for. */
  private static void share(Path file, Path about) throws IOException {
    if (!about.getFileSystem().supportedFileAttributeViews().contains("unix")
        || !Files.exists(about)) {
      return;
    }
    // Whatever somebody puts under the name from now on, it is this one that is changed.
    OpenedFile opened = OpenedFile.at(file);
    if (!Integer.valueOf(1).equals(opened.attribute("nlink"))) {
      // A second name for somebody's file.
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(about);
    if (!give(opened, "gid", Files.getAttribute(about, "unix:gid"))) {
      permissions.removeAll(PosixFilePermissions.fromString("---rwx---"));
    }
    give(opened, "permissions", permissions);
    give(opened, "uid", Files.getAttribute(about, "unix:uid"));
  }

  /** Whether the file has this value now. */
  private static boolean give(OpenedFile file, String name, Object value) throws IOException {
    if (value.equals(file.attribute(name))) {
      return true;
    }
    try {
      file.give(name, value);
      return true;
    } catch (IOException e) {
      // Only its owner may, and who owns the other is not always a member of its group.
      return false;
    }
  }

  /** Takes the system's lock on it, which dies with the process; null if another process has it. */
  public @Nullable FileLock tryLock() throws IOException {
    return channel.tryLock();
  }

  /** Replaces what it says; at most 1,000 bytes are read again. */
  public void write(String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** What it says. */
  public String read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_TEXT_BYTES);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  /** Gives up its lock, too. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
