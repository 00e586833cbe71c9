package dev.rollcall.staging;

import static java.nio.file.StandardOpenOption.READ;

import dev.rollcall.files.OwnFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The files in which records lie that don't fit the memory. Their names are fixed, so that those of
 * a process that died are found again, and nothing else is ever deleted.
 */
final class WorkFiles {

  private static final String[] RUNS = {"-a", "-b"};

  private final Path file;

  WorkFiles(Path file) {
    this.file = file;
  }

  /** Sorted runs; the runs of one pass of merging are read while those of the next are written. */
  FileChannel createRuns(int pass) throws IOException {
    return create(RUNS[pass % RUNS.length]);
  }

  void discardRuns(int pass) throws IOException {
    OwnFile.discard(beside(RUNS[pass % RUNS.length]));
  }

  void discardAll() throws IOException {
    for (String runs : RUNS) {
      OwnFile.discard(beside(runs));
    }
  }

  /** Says that making the file failed; {@code neededBytes} is what it takes at least, if known. */
  Failure unwritable(long neededBytes, IOException cause) {
    Path folder = file.toAbsolutePath().getParent();
    String space = neededBytes == 0 ? "" : " and has " + megabytes(neededBytes) + " MB free";
    String advice =
        "make sure that "
            + folder
            + " can be written"
            + space
            + ", then run the same command again";
    String what = "the rows can't be staged: " + reason(cause);
    return new Failure(
        new Problem(ProblemCode.OUTPUT_UNWRITABLE, Place.of(file.toString()), what, advice), cause);
  }

  private static long megabytes(long bytes) {
    return 1 + bytes / 1_000_000;
  }

  /** The message of some of these exceptions is nothing but the path. */
  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return reason == null ? cause.toString() : reason;
  }

  private Path beside(String suffix) {
    return file.getFileSystem().getPath(file + suffix);
  }

  private FileChannel create(String suffix) throws IOException {
    return OwnFile.create(beside(suffix), READ);
  }
}
