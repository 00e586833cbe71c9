package dev.rollcall.store;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs from one database. The lock is the operating system's on a file beside the
 * database, so it dies with its process, however that ends; what the file says only tells who holds
 * it. The file stays: one that is deleted may still be opened, and then two could hold a lock.
 *
 * <p>Never on the database's own file, where SQLite keeps its locks: a process loses all its locks
 * on a file when it closes any of its handles.
 */
public final class RunLock implements AutoCloseable {

  private static final long POLL_MILLIS = 100;
  private static final int LONGEST_HOLDER_BYTES = 1_000;

  /** A link that somebody has put there would have another file emptied. */
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  /** For the reason above, a process must not even look at a lock file that it holds already. */
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param wait how long to wait for whoever holds it
   * @param work what the holder does, for those who wait
   * @throws Failure {@code DATABASE_BUSY}, naming the holder; {@code DATABASE_UNUSABLE} if there
   *     can be no file beside the database
   */
  public static RunLock take(DatabaseFile database, Duration wait, String work) {
    Path file = database.path().resolveSibling(database.path().getFileName() + ".lock");
    String holder = describe(work);
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Attempt attempt = attempt(database, file, holder);
      if (attempt.lock != null) {
        return attempt.lock;
      }
      if (System.nanoTime() >= deadline) {
        throw busy(database, attempt.holder, wait);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy(database, attempt.holder, wait);
      }
    }
  }

  private record Attempt(@Nullable RunLock lock, String holder) {}

  private static Attempt attempt(DatabaseFile database, Path file, String holder) {
    String here = HELD_HERE.putIfAbsent(file, holder);
    if (here != null) {
      return new Attempt(null, here);
    }
    Attempt attempt = null;
    try {
      attempt = attempt(database.path(), file, holder);
      return attempt;
    } catch (IOException e) {
      Problem problem =
          new Problem(
              ProblemCode.DATABASE_UNUSABLE,
              Place.of(database.name()),
              "no lock file can be made beside it: " + e.getMessage(),
              "check the owner of its folder");
      throw new Failure(problem, e);
    } finally {
      if (attempt == null || attempt.lock == null) {
        HELD_HERE.remove(file);
      }
    }
  }

  private static Attempt attempt(Path database, Path file, String holder) throws IOException {
    FileChannel channel = FileChannel.open(file, OPTIONS, permissions(database));
    try {
      share(database, file);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return new Attempt(new RunLock(file, channel, lock), holder);
      }
      String other = read(channel);
      channel.close();
      return new Attempt(null, other);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whoever may write the database must be able to lock it, and nobody else. */
  private static FileAttribute<?>[] permissions(Path database) throws IOException {
    if (!database.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions =
        Files.exists(database)
            ? Files.getPosixFilePermissions(database)
            : PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  /**
   * Gives the lock file the database's group, modes and owner, as far as this may be done: a file
   * is made with the group of its maker, and with fewer modes than asked for.
   */
  private static void share(Path database, Path file) throws IOException {
    if (!database.getFileSystem().supportedFileAttributeViews().contains("unix")
        || !Files.exists(database)) {
      return;
    }
    if (!Integer.valueOf(1).equals(attribute(file, "nlink"))) {
      // A second name for somebody's file.
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(database);
    if (!give(file, "gid", attribute(database, "gid"))) {
      permissions.removeAll(PosixFilePermissions.fromString("---rwx---"));
    }
    give(file, "permissions", permissions);
    give(file, "uid", attribute(database, "uid"));
  }

  private static Object attribute(Path file, String name) throws IOException {
    return Files.getAttribute(file, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the file has this value now. */
  private static boolean give(Path file, String name, Object value) throws IOException {
    if (value.equals(attribute(file, name))) {
      return true;
    }
    try {
      Files.setAttribute(file, "unix:" + name, value, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (IOException e) {
      // Only its owner may, and who owns the database is not always a member of its group.
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_HOLDER_BYTES);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}", " ")
        .strip();
  }

  private static String describe(String work) {
    return work
        + ", process "
        + ProcessHandle.current().pid()
        + " of "
        + System.getProperty("user.name", "unknown")
        + ", since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Failure busy(DatabaseFile database, String holder, Duration wait) {
    String who = holder.isEmpty() ? "another run" : holder;
    String waited = wait.isZero() ? "" : " (waited " + wait.toSeconds() + " s)";
    return Failure.at(
        ProblemCode.DATABASE_BUSY,
        Place.of(database.name()),
        "the database is held by " + who + waited,
        wait.isZero() ? "wait for it with --wait 30s" : "run the same command later");
  }

  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
