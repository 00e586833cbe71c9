package dev.rollcall.sqlite;

import dev.rollcall.files.LockFile;
import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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

  /** For the reason above, a process must not even look at a lock file that it holds already. */
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path file;
  private final LockFile opened;

  private RunLock(Path file, LockFile opened) {
    this.file = file;
    this.opened = opened;
  }

  /**
   * Takes the lock.
   *
   * @param wait how long to wait for whoever holds it
   * @param work what the holder does, for those who wait
   * @throws Failure {@code DATABASE_BUSY}, naming the holder; {@code DATABASE_UNUSABLE} if there
   *     can be no file beside the database, or {@linkplain SqliteFile#requireNotPlanted somebody
   *     else} has put it there
   */
  public static RunLock take(SqliteFile database, Duration wait, String work) {
    database.requireNotPlanted();
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

  private static Attempt attempt(SqliteFile database, Path file, String holder) {
    String here = HELD_HERE.putIfAbsent(file, holder);
    if (here != null) {
      return new Attempt(null, here);
    }
    Attempt attempt = null;
    try {
      attempt = attempt(database.path(), file, holder);
      return attempt;
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(database.name()),
          "no lock file can be made beside it: " + SmallFile.reason(e),
          "check the owner of its folder",
          e);
    } finally {
      if (attempt == null || attempt.lock == null) {
        HELD_HERE.remove(file);
      }
    }
  }

  private static Attempt attempt(Path database, Path file, String holder) throws IOException {
    LockFile opened = LockFile.open(file, database);
    try {
      FileLock lock = opened.tryLock();
      if (lock != null) {
        opened.write(holder);
        return new Attempt(new RunLock(file, opened), holder);
      }
      String other = Visible.oneLine(opened.read()).strip();
      opened.close();
      return new Attempt(null, other);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
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

  private static Failure busy(SqliteFile database, String holder, Duration wait) {
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
    try (opened) {
      opened.write("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
