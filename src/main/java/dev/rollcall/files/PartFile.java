package dev.rollcall.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written under a name of its own, in the folder of the one that it is to replace.
 * It is made, and nothing that was there is opened; from then on it is known by its descriptor, as
 * others who may write the folder could put another file, or a link, under its name.
 *
 * <p>Until it is closed it holds the system's lock on itself, by which others tell it from what a
 * process that died has left. Not thread-safe.
 */
final class PartFile implements Closeable {

  /** A random UUID, such as nobody has in a name by chance; the launcher's copies of seeds too. */
  private static final String NAME_ENDS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part";

  /** To close another handle of a file would give up this process's lock on it. */
  private static final Set<String> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final SyncedAhead disk;
  private final OpenedFile opened;

  private PartFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.disk = new SyncedAhead(channel::force);
    this.opened = OpenedFile.at(path);
  }

  /** Makes one for a file that is to be called so, after deleting what dead ones have left. */
  static PartFile create(Path target) throws IOException {
    discardLeftovers(target);
    while (true) {
      PartFile made = tryToCreate(target);
      if (made != null) {
        return made;
      }
    }
  }

  /** Null if somebody took the file, while it had no lock yet, for what a dead process has left. */
  private static @Nullable PartFile tryToCreate(Path target) throws IOException {
    String name = prefix(target) + UUID.randomUUID() + ".part";
    Path path = target.resolveSibling(name);
    WRITTEN_HERE.add(name);
    try {
      FileChannel channel = OwnFile.create(path);
      try {
        if (lock(channel)) {
          PartFile part = new PartFile(path, channel);
          // Covers an interrupt at the keyboard; renamed, it is not there any more.
          path.toFile().deleteOnExit();
          return part;
        }
      } catch (NoSuchFileException e) {
        channel.close();
        return forget(name);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
      return forget(name);
    } catch (IOException | RuntimeException e) {
      WRITTEN_HERE.remove(name);
      throw e;
    }
  }

  private static @Nullable PartFile forget(String name) {
    WRITTEN_HERE.remove(name);
    return null;
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      // A file system without locks: then nobody can tell leftovers there, and none are deleted.
      return true;
    }
  }

  /** Writes all that is left in a buffer. */
  void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      disk.written(channel.write(buffer));
    }
  }

  /** Allows others what they were allowed of another file. */
  void allow(Set<PosixFilePermission> permissions) throws IOException {
    opened.give("permissions", permissions);
  }

  /** Makes it durable and gives it its name, in the same folder; what has that is replaced. */
  void finishAs(Path name) throws IOException {
    disk.finish();
    opened.requireOwnName();
    Files.move(path, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // Only now may the lock go: without it, anybody may delete what has the name of a part.
    channel.close();
  }

  /** Unless it was finished, deletes it. */
  @Override
  public void close() throws IOException {
    try {
      if (channel.isOpen() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        opened.requireOwnName();
        Files.delete(path);
      }
    } finally {
      channel.close();
      WRITTEN_HERE.remove(String.valueOf(path.getFileName()));
    }
  }

  /** Deletes what the caller's processes that died have left of it; it does no harm if it stays. */
  static void discardLeftovers(Path target) {
    Pattern names = Pattern.compile(Pattern.quote(prefix(target)) + NAME_ENDS);
    try {
      Leftovers.each(target, names, PartFile::discardUnlessWritten);
    } catch (IOException e) {
      // Making the next one says what is wrong with the folder.
      return;
    }
  }

  private static void discardUnlessWritten(Path file) throws IOException {
    if (WRITTEN_HERE.contains(String.valueOf(file.getFileName()))) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      // It got its name meanwhile, or this very process has it.
      return;
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }
}
