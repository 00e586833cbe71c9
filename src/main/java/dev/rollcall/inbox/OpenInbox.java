package dev.rollcall.inbox;

import dev.rollcall.files.FileStamp;
import dev.rollcall.files.Folders;
import dev.rollcall.files.LockFile;
import dev.rollcall.files.OwnFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inbox whose files are being taken: nobody else takes any of the job's meanwhile. Whatever
 * fails is a {@link Failure} with {@code INBOX_UNUSABLE}, and leaves each file at one place. Not
 * thread-safe.
 */
public final class OpenInbox implements AutoCloseable {

  private static final int LONGEST_ADDRESS = 300;

  private final Watch watch;
  private final InboxFolder folder;
  private final Inbox inbox;
  private final LockFile lock;
  private final Taking taking;

  private OpenInbox(Watch watch, LockFile lock) {
    this.watch = watch;
    this.folder = watch.folder();
    this.inbox = folder.inbox();
    this.lock = lock;
    this.taking = new Taking(watch);
  }

  /**
   * Opens it, and puts back what was left half taken by a process that died.
   *
   * @param database the address of the one into which its files go, which must be locked against
   *     other runs
   * @throws Failure also {@code INBOX_BUSY} if another process has it, {@code INBOX_STOPPED}, and
   *     {@code USAGE} if a file was taken that is for another database
   */
  public static OpenInbox open(Watch watch, String database) {
    InboxFolder folder = watch.folder();
    Path claims = folder.claims();
    LockFile lock = null;
    try {
      Folders.havePrivate(folder.ours());
      Folders.havePrivate(claims);
      lock = LockFile.open(claims.resolve(InboxFolder.LOCK), claims);
      OpenInbox open = new OpenInbox(watch, lock);
      open.begin(shown(database));
      return open;
    } catch (IOException e) {
      throw closing(lock, InboxFolder.failure(claims, "files can't be taken here", e));
    } catch (RuntimeException e) {
      throw closing(lock, e);
    }
  }

  private static RuntimeException closing(@Nullable LockFile lock, RuntimeException cause) {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  private static String shown(String address) {
    return address.substring(Math.max(0, address.length() - LONGEST_ADDRESS));
  }

  private void begin(String database) throws IOException {
    if (!isLocked()) {
      throw Failure.at(
          ProblemCode.INBOX_BUSY,
          Place.of(inbox.folder().toString()),
          "another process takes its files for the job " + folder.job(),
          "wait until it is done");
    }
    folder.requireNotStopped();
    OwnFile.discard(folder.claims().resolve(Stop.FILE));
    taking.putBackWhatIsHalf();
    checkDatabase(database);
    for (Path goal : List.of(inbox.done(), inbox.failed())) {
      OwnFile.makeFolder(goal);
      if (!Folders.areOnOneFileSystem(goal, folder.claims())) {
        throw Failure.at(
            ProblemCode.INBOX_UNUSABLE,
            Place.of(goal.toString()),
            "it is on another file system than the inbox, so nothing can be moved there at once",
            "name a folder on the same one");
      }
    }
  }

  private boolean isLocked() throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another command in this process has it.
      return false;
    }
  }

  /** What one database has begun to import, no other can continue. */
  private void checkDatabase(String database) throws IOException {
    String before = lock.read();
    List<Claim> claimed = folder.claimed();
    if (!claimed.isEmpty() && !before.isEmpty() && !before.equals(database)) {
      throw Failure.at(
          ProblemCode.USAGE,
          Place.of(claimed.get(0).path().toString()),
          "it was taken to be imported into " + before + ", and that is not done",
          "let the job finish there, or move it back to " + inbox.folder());
    }
    lock.write(database);
  }

  /**
   * Takes the next file: first what was taken before and is not done with.
   *
   * @return null if there is none that is known to be whole
   */
  public @Nullable Claim next() {
    List<Claim> claimed = folder.claimed();
    if (!claimed.isEmpty()) {
      return claimed.get(0);
    }
    String name;
    while ((name = watch.next()) != null) {
      try {
        Claim claim = taking.take(name);
        if (claim != null) {
          return claim;
        }
      } catch (IOException e) {
        throw InboxFolder.failure(
            inbox.folder().resolve(name), "it can't be taken out of the inbox", e);
      }
    }
    return null;
  }

  /** As a file is now that was taken; null if it is not there. */
  public @Nullable FileStamp stamp(Claim claim) {
    return InboxFolder.stamp(claim.folder(), claim.file());
  }

  /**
   * Moves a file that is imported, with what belongs to it.
   *
   * @param summary put beside it
   * @return where it is
   */
  public Path done(Claim claim, String summary) {
    return move(claim, summary, inbox.done());
  }

  /**
   * Moves a file that can't be imported as it is, or isn't all imported. As long as it stays there,
   * none is taken.
   *
   * @param summary put beside it: why
   * @return where it is
   */
  public Path failed(Claim claim, String summary) {
    write(folder.claims().resolve(Stop.FILE), Stop.text(claim, inbox.failed()));
    return move(claim, summary, inbox.failed());
  }

  private Path move(Claim claim, String summary, Path goal) {
    write(claim.folder().resolve(InboxFolder.SUMMARY), summary);
    Path target = target(claim, goal);
    try {
      Folders.move(claim.folder(), target);
      Folders.sync(goal);
      Folders.sync(folder.claims());
    } catch (IOException e) {
      throw InboxFolder.failure(claim.path(), "it can't be moved to " + target, e);
    }
    return target.resolve(claim.file());
  }

  private static void write(Path path, String text) {
    try (WholeFile file = WholeFile.createOwn(path)) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
      file.finish();
    } catch (IOException e) {
      throw InboxFolder.failure(path, "it can't be written", e);
    }
  }

  private static Path target(Claim claim, Path goal) {
    return goal.resolve(claim.folder().getFileName());
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw InboxFolder.failure(folder.claims(), "its lock can't be given up", e);
    }
  }
}
