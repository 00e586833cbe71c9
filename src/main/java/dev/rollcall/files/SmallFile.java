package dev.rollcall.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that are read as a whole, such as job files: of a sane size, and really files. */
public final class SmallFile {

  private static final int MEBIBYTE = 1 << 20;

  private SmallFile() {}

  /**
   * All bytes of a file. A pipe is not even opened, as nobody may ever write to it.
   *
   * @param most bytes that there may be, a multiple of 1024
   * @throws NoSuchFileException if there is none
   * @throws IOException with {@link #reason words for a person} if it is no file, too large, or
   *     can't be read
   */
  public static byte[] read(Path file, int most) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "this is a folder");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "this is a device or a pipe, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        String limit = most < MEBIBYTE ? (most >> 10) + " KiB" : most / MEBIBYTE + " MiB";
        throw new FileSystemException(file.toString(), null, "it is larger than " + limit);
      }
      return bytes;
    }
  }

  /** Why a file can't be read or written, without its name. */
  public static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "not permitted";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
