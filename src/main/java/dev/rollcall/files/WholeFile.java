package dev.rollcall.files;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file that stands under its name whole or not at all: written under another name in the same
 * folder, synced, then renamed. Not thread-safe.
 *
 * <p>Only its owner may read it, as it may hold people's data; a file that it replaces, and whose
 * name was the user's choice, keeps the permissions it was given. Closed before {@link #finish()},
 * it leaves nothing behind. Every failure is {@code OUTPUT_UNWRITABLE}.
 */
public final class WholeFile extends OutputStream {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** As many as systems themselves follow. */
  private static final int MOST_LINKS = 40;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path named;
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final boolean chosen;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private WholeFile(Path named, Path target, Path temporary, FileChannel channel, boolean chosen) {
    this.named = named;
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.chosen = chosen;
  }

  /**
   * Begins a file that the user has named. A link at that path stays, and the file it leads to is
   * replaced; but one that somebody else has put there is refused, as in a folder for all it may
   * lead to a file that was not meant.
   */
  public static WholeFile create(Path path) {
    return create(path, true);
  }

  /**
   * Begins a file whose name was not chosen by the user, and so may be foreseen by others: a link
   * or a file that stands there is replaced, whatever it leads to or allows.
   */
  public static WholeFile createOwn(Path path) {
    return create(path, false);
  }

  /** Deletes what processes that died while they wrote such a file have left of it. */
  public static void discardLeftovers(Path path) {
    new Leftovers(path).delete();
  }

  private static WholeFile create(Path path, boolean chosen) {
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
      List<Path> links = chosen ? links(path) : List.of();
      if (links.stream().anyMatch(WholeFile::isOpenFile)) {
        throw refused(path, "this is a stream that is open already, not a file", "name a file");
      }
      Path target = target(path, links);
      Leftovers leftovers = new Leftovers(target);
      leftovers.delete();
      Path temporary =
          Files.createTempFile(
              target.getParent(), leftovers.prefix(), Leftovers.SUFFIX, ownerOnly(target));
      // Covers an interrupt at the keyboard; renamed, it is not there any more.
      temporary.toFile().deleteOnExit();
      for (Path link : links) {
        if (isSomebodyElses(link, temporary)) {
          Files.delete(temporary);
          throw refused(path, "this is a link of somebody else's", "name another file");
        }
      }
      FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
      Leftovers.claim(channel);
      return new WholeFile(path, target, temporary, channel, chosen);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The links that lead from the path to the file, which need not be there yet. */
  private static List<Path> links(Path path) throws IOException {
    List<Path> links = new ArrayList<>();
    Path target = path.toAbsolutePath();
    while (Files.isSymbolicLink(target)) {
      if (links.size() == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      links.add(target);
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return links;
  }

  /**
   * Whether a link is the system's name for what a process has open, as /dev/stdout is: what the
   * stream leads to must not be replaced behind it.
   */
  private static boolean isOpenFile(Path link) {
    try {
      return folderOf(link).toRealPath().startsWith("/proc");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path target(Path path, List<Path> links) throws IOException {
    if (links.isEmpty()) {
      return path.toAbsolutePath();
    }
    Path last = links.get(links.size() - 1);
    return last.resolveSibling(Files.readSymbolicLink(last));
  }

  /**
   * The rule that systems have for folders for all: a link is good of its user, or the folder's.
   */
  private static boolean isSomebodyElses(Path link, Path own) throws IOException {
    UserPrincipal owner = Files.getOwner(link, LinkOption.NOFOLLOW_LINKS);
    return !owner.equals(Files.getOwner(own)) && !owner.equals(Files.getOwner(folderOf(link)));
  }

  private static Path folderOf(Path absolute) {
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder;
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
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
   * @param name in the same folder; a link or a file that stands there is replaced
   */
  public void finishAs(Path name) {
    drain();
    try {
      channel.force(true);
      channel.close();
      keepPermissions();
      Files.move(
          temporary, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(named, e);
    }
    syncFolder();
  }

  /** Without {@link #finish()} before, throws away what was written. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failed(named, e);
    }
  }

  private void drain() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failed(named, e);
    }
    buffer.clear();
  }

  private void keepPermissions() throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (chosen && old != null && Files.exists(target)) {
      Files.setPosixFilePermissions(temporary, old.readAttributes().permissions());
    }
  }

  /** So that the name, too, outlives a power cut; not every system can do that. */
  private void syncFolder() {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the content is safe, and the rename was atomic.
      return;
    }
  }

  private static Failure refused(Path path, String what, String advice) {
    return Failure.at(ProblemCode.OUTPUT_UNWRITABLE, Place.of(path.toString()), what, advice);
  }

  private static Failure failed(Path path, IOException cause) {
    return new Failure(
        new Problem(
            ProblemCode.OUTPUT_UNWRITABLE,
            Place.of(path.toString()),
            "it can't be written (" + reason(cause) + ")",
            "check the permissions and the free space of its folder, or name another file"),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "not permitted";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
