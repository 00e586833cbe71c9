package dev.rollcall.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Folders that the program makes, and what it moves between folders. */
public final class Folders {

  private Folders() {}

  /**
   * Makes a folder that only its owner may look into.
   *
   * @throws FileAlreadyExistsException if anything has its name
   */
  public static void makePrivate(Path folder) throws IOException {
    Files.createDirectory(folder, ownerOnly(folder));
  }

  /**
   * The same, where it may be there from before: then it must be a folder, and not one that
   * somebody else may have put there.
   */
  public static void havePrivate(Path folder) throws IOException {
    try {
      makePrivate(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(folder.toString(), null, "it is there, and is no folder");
      }
      if (Owner.isSomebodyElse(folder)) {
        throw new FileSystemException(folder.toString(), null, "it belongs to somebody else");
      }
    }
  }

  /** Deletes a folder, unless there is anything in it. */
  public static void discardIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What is in it is somebody's.
      return;
    }
  }

  /**
   * Moves a file, a link or a folder with all that is in it, at once: it is at the one place or at
   * the other. Whether that outlives a loss of power, {@link #sync} decides.
   *
   * @throws FileAlreadyExistsException if anything is there
   * @throws java.nio.file.AtomicMoveNotSupportedException to another file system
   */
  public static void move(Path from, Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether what is in one folder can be moved to the other at once, as far as can be told. */
  public static boolean areOnOneFileSystem(Path folder, Path other) throws IOException {
    return Files.getFileStore(folder).equals(Files.getFileStore(other));
  }

  /** The names of what is in a folder, in any order, without those that are no text. */
  public static List<String> names(Path folder) throws IOException {
    return paths(folder).stream()
        .filter(Folders::isText)
        .map(file -> file.getFileName().toString())
        .toList();
  }

  /** The files in a folder whose names are no text in the system's charset, which is UTF-8. */
  public static List<Path> unreadable(Path folder) throws IOException {
    return paths(folder).stream()
        .filter(file -> !isText(file))
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static List<Path> paths(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return paths;
  }

  /** Whether the name, as text, is still that of the file. */
  private static boolean isText(Path file) {
    try {
      return file.resolveSibling(file.getFileName().toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Makes durable what was made, moved or deleted in a folder; not every system can do that. */
  public static void sync(Path folder) {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Windows opens no folders; each move was at once all the same.
      return;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
