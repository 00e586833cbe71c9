package dev.rollcall.files;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that is there under its name whole or not at all: written under another name in the same
 * folder, synced, then renamed. Not thread-safe.
 *
 * <p>Only its owner may read it, as it may hold people's data; a file that it replaces, and whose
 * name was the user's choice, keeps the permissions it was given. Closed before {@link #finish()},
 * it leaves nothing behind. Every failure is {@code OUTPUT_UNWRITABLE}.
 */
public final class WholeFile extends OutputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path named;
  private final Path target;
  private final PartFile part;
  private final boolean chosen;
  private final boolean forAll;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private WholeFile(Path named, Path target, PartFile part, boolean chosen, boolean forAll) {
    this.named = named;
    this.target = target;
    this.part = part;
    this.chosen = chosen;
    this.forAll = forAll;
  }

  /**
   * Begins a file that the user has named. A link at that path stays, and the file it leads to is
   * replaced; but see {@link Links}. A file that somebody else has put there says nothing of who
   * may read the new one.
   */
  public static WholeFile create(Path path) {
    return create(path, true, false);
  }

  /** The same for a file with nothing of people in it, which a new one lets everybody read. */
  public static WholeFile createForAll(Path path) {
    return create(path, true, true);
  }

  /**
   * Begins a file whose name was not chosen by the user, and so may be guessed by others: a link or
   * a file that is there is replaced, whatever it leads to or allows.
   */
  public static WholeFile createOwn(Path path) {
    return create(path, false, false);
  }

  /** Deletes what processes that died while they wrote such a file have left of it. */
  public static void discardLeftovers(Path path) {
    PartFile.discardLeftovers(path);
  }

  private static WholeFile create(Path path, boolean chosen, boolean forAll) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path) && (chosen || !Files.isSymbolicLink(path))) {
      throw refused(path, "this is a folder", "name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw refused(path, "its folder does not exist", "make the folder, or name another file");
    }
    if (chosen && Files.exists(path) && !Files.isRegularFile(path)) {
      throw refused(path, "this is a device or a pipe, not a file", "name a file");
    }
    try {
      Path target = chosen ? Links.follow(path) : path.toAbsolutePath();
      return new WholeFile(path, target, PartFile.create(target), chosen, forAll);
    } catch (Links.ForeignLinkException | Links.OpenStreamException e) {
      throw refused(path, e.getReason(), "name another file");
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Writes a file that has just this content; see {@link #create}. */
  public static void write(Path path, byte[] content) {
    try (WholeFile whole = create(path)) {
      whole.write(content, 0, content.length);
      whole.finish();
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int from = offset, left = length; left > 0; ) {
      int count = Math.min(left, buffer.remaining());
      buffer.put(bytes, from, count);
      from += count;
      left -= count;
      if (!buffer.hasRemaining()) {
        drain();
      }
    }
  }

  /** Makes it durable, and gives it its name. Nothing may be written after that. */
  public void finish() {
    finishAs(target);
  }

  /**
   * The same with a name that was not known before it was written.
   *
   * @param name in the same folder; a link or a file that is there is replaced
   */
  public void finishAs(Path name) {
    drain();
    try {
      keepPermissions();
      part.finishAs(name);
    } catch (IOException e) {
      throw failed(named, e);
    }
    syncFolder();
  }

  /** Without {@link #finish()} before, throws away what was written. */
  @Override
  public void close() {
    try {
      part.close();
    } catch (IOException e) {
      throw failed(named, e);
    }
  }

  private void drain() {
    buffer.flip();
    try {
      part.write(buffer);
    } catch (IOException e) {
      throw failed(named, e);
    }
    buffer.clear();
  }

  /** Also where a link has been changed since, the file to be replaced must be the same. */
  private void keepPermissions() throws IOException {
    if (!chosen) {
      return;
    }
    if (!Links.follow(named).equals(target)) {
      throw new FileSystemException(named.toString(), null, "it leads elsewhere than it did");
    }
    PosixFileAttributeView old =
        Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old != null
        && Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Owner.isSomebodyElse(target)) {
      part.allow(old.readAttributes().permissions());
    } else if (old != null && forAll) {
      part.allow(PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** So that the name also outlives a power cut. */
  private void syncFolder() {
    Path folder = target.getParent();
    if (folder != null) {
      Folders.sync(folder);
    }
  }

  private static Failure refused(Path path, String what, String advice) {
    return Failure.at(ProblemCode.OUTPUT_UNWRITABLE, Place.of(path.toString()), what, advice);
  }

  private static Failure failed(Path path, IOException cause) {
    return Failure.at(
        ProblemCode.OUTPUT_UNWRITABLE,
        Place.of(path.toString()),
        "it can't be written (" + SmallFile.reason(cause) + ")",
        "check the permissions and the free space of its folder, or name another file",
        cause);
  }
}
