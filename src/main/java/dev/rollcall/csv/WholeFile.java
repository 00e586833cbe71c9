package dev.rollcall.csv;

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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that stands under its name whole or not at all: written under another name in the same
 * folder, synced, then renamed. Not thread-safe.
 *
 * <p>Only its owner may read it, as it may hold people's data; a file that it replaces keeps the
 * permissions it was given. Closed before {@link #finish()}, it leaves nothing behind. Every
 * failure is {@code OUTPUT_UNWRITABLE}.
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
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private WholeFile(Path named, Path target, Path temporary, FileChannel channel) {
    this.named = named;
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** Begins a file; a link at that path stays, and the file it leads to is replaced. */
  public static WholeFile create(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw refused(path, "this is a folder", "name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw refused(path, "its folder does not exist", "make the folder, or name another file");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw refused(path, "this is a device or a pipe, not a file", "name a file");
    }
    try {
      Path target = target(path);
      Leftovers leftovers = new Leftovers(target);
      leftovers.delete();
      Path temporary =
          Files.createTempFile(
              target.getParent(), leftovers.prefix(), Leftovers.SUFFIX, ownerOnly(target));
      // Covers an interrupt at the keyboard; renamed, it is not there any more.
      temporary.toFile().deleteOnExit();
      FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
      Leftovers.claim(channel);
      return new WholeFile(path, target, temporary, channel);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Where links lead, also to a file that is not there yet. */
  private static Path target(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path target = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
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
    drain();
    try {
      channel.force(true);
      channel.close();
      keepPermissions();
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
    if (old != null && Files.exists(target)) {
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
