package dev.rollcall.inbox;

import dev.rollcall.files.FileStamp;
import dev.rollcall.files.Folders;
import dev.rollcall.files.OwnFile;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes files out of an inbox, and puts them back. Nobody else may do so at the time. */
final class Taking {

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'-", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Watch watch;
  private final InboxFolder folder;
  private final Inbox inbox;
  private final Random random = new Random();
  private Instant last = Instant.EPOCH;

  Taking(Watch watch) {
    this.watch = watch;
    this.folder = watch.folder();
    this.inbox = folder.inbox();
  }

  /** What is taken without its file was on its way when the process died: the file was not. */
  void putBackWhatIsHalf() {
    folder.claimFolders().forEach(this::putBackIfHalf);
  }

  private void putBackIfHalf(Path claim) {
    try {
      if (folder.claimed().stream().noneMatch(each -> each.folder().equals(claim))) {
        putBack(claim, null);
      }
    } catch (IOException e) {
      throw InboxFolder.failure(claim, "it can't be put back", e);
    }
  }

  /**
   * Takes a file. What belongs to it goes first: with the file itself, all of it is taken.
   *
   * @return null if it is not there, or not what was seen
   */
  @Nullable Claim take(String name) throws IOException {
    Path claim = makeClaim();
    for (String beside : folder.besides(name)) {
      boolean isThere =
          folder.stamp(beside) != null
              && moved(inbox.folder().resolve(beside), claim.resolve(beside));
      if (!isThere && folder.isMarker(beside)) {
        // Whoever takes the marker away is about to change the file.
        putBack(claim, null);
        return null;
      }
    }
    if (!moved(inbox.folder().resolve(name), claim.resolve(name))) {
      // Whoever delivered it has taken it away.
      putBack(claim, null);
      return null;
    }
    FileStamp taken = FileStamp.of(claim.resolve(name));
    if (!watch.isAsSeen(name, taken) && putBack(claim, name)) {
      return null;
    }
    if (taken == null) {
      // A link, and in its place there is a file again.
      OwnFile.discard(claim.resolve(name));
      putBack(claim, null);
      return null;
    }
    sync(claim, folder.claims(), inbox.folder());
    return folder.claim(claim.getFileName().toString(), claim, name);
  }

  private Path makeClaim() throws IOException {
    while (true) {
      Instant now = Instant.now();
      last = now.isAfter(last) ? now : last.plusMillis(1);
      Path claim =
          folder
              .claims()
              .resolve(
                  ID.format(last) + String.format(Locale.ROOT, "%04x", random.nextInt(1 << 16)));
      try {
        Folders.makePrivate(claim);
        return claim;
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  private static boolean moved(Path from, Path to) throws IOException {
    try {
      Folders.move(from, to);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("it is on another file system", e);
    }
  }

  /**
   * Returns to the inbox what was taken. What belongs to a file that has been delivered once more
   * is given up, as that was, too.
   *
   * @param file which goes first; null if it is there already
   * @return false if there is a file of this name again: then nothing is put back
   */
  private boolean putBack(Path claim, @Nullable String file) throws IOException {
    try {
      if (file != null) {
        Folders.move(claim.resolve(file), inbox.folder().resolve(file));
      }
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    for (String beside : InboxFolder.listed(claim)) {
      try {
        Folders.move(claim.resolve(beside), inbox.folder().resolve(beside));
      } catch (FileAlreadyExistsException e) {
        OwnFile.discard(claim.resolve(beside));
      }
    }
    Folders.discardIfEmpty(claim);
    return true;
  }

  private static void sync(Path... folders) {
    for (Path each : folders) {
      Folders.sync(each);
    }
  }
}
