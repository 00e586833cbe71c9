package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An input as it was delivered: a file that can be read again and again. Not thread-safe.
 *
 * <p>It may be packed as gzip (also several members one after the other), Zstandard, or zip with
 * one file in it; see {@link #open()}.
 */
public final class Input {

  private final Path path;
  private final String name;
  private final long bytes;
  private @Nullable String sha256;
  private @Nullable FutureTask<String> digest;

  private Input(Path path, String name, long bytes) {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * The input at a path.
   *
   * @param name as the user gave it, for places
   * @throws Failure {@code INPUT_NOT_FOUND}, {@code INPUT_UNREADABLE}, or {@code INPUT_EMPTY} if it
   *     has no bytes
   */
  public static Input of(Path path, String name) {
    Place place = Place.of(name);
    if (!Files.exists(path)) {
      throw Failure.at(
          ProblemCode.INPUT_NOT_FOUND, place, "there is no such file", "check the path");
    }
    if (Files.isDirectory(path)) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE, place, "this is a folder", "name a file in it, or a glob");
    }
    if (!Files.isRegularFile(path)) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          place,
          "this is not a file that can be read twice",
          "pipe it into standard input, and name the input -");
    }
    if (!Files.isReadable(path)) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE, place, "reading it is not permitted", "check its owner");
    }
    long bytes;
    try {
      bytes = Files.size(path);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    if (bytes == 0) {
      throw empty(name);
    }
    return new Input(path, name, bytes);
  }

  /** As the user gave it. */
  public String name() {
    return name;
  }

  /** Where it is; for standard input, the spool file. */
  public Path path() {
    return path;
  }

  /** The size as delivered, when this was made. */
  public long bytes() {
    return bytes;
  }

  /** Begins what {@link #sha256} will have to do, on a thread of its own. */
  public void digestAhead() {
    FutureTask<String> task = new FutureTask<>(this::digest);
    digest = task;
    Aside.of(task, "digest").start();
  }

  /**
   * The SHA-256 of the bytes as delivered, in hexadecimal digits. The first call reads the file,
   * unless that was begun before, and holds it against the {@link ChecksumFile} beside it.
   *
   * @throws Failure {@code INPUT_UNREADABLE}, {@code CHECKSUM_WRONG}
   */
  public String sha256() {
    if (sha256 == null) {
      try {
        String found = digest == null ? digest() : digest.get();
        ChecksumFile.check(path, found, name);
        sha256 = found;
      } catch (ExecutionException e) {
        throw unreadable(name, e.getCause() instanceof IOException io ? io : new IOException(e));
      } catch (InterruptedException e) {
        throw unreadable(name, new InterruptedIOException("interrupted"));
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    return sha256;
  }

  /**
   * Starts to read it, unpacked.
   *
   * @throws Failure {@code INPUT_UNREADABLE}, {@code INPUT_CUT_OFF}; the same may come while
   *     reading
   */
  public OpenInput open() {
    return OpenInput.of(this);
  }

  /** The digest of what is there now. */
  String digest() throws IOException {
    try (DeliveredBytes delivered = new DeliveredBytes(Files.newInputStream(path))) {
      return delivered.sha256();
    }
  }

  static Failure empty(String name) {
    return Failure.at(
        ProblemCode.INPUT_EMPTY,
        Place.of(name),
        "it is empty",
        "a file without users has at least a header: check where it comes from");
  }

  private static Failure unreadable(String name, IOException cause) {
    return Failure.at(
        ProblemCode.INPUT_UNREADABLE,
        Place.of(name),
        "it can't be read: " + cause.getMessage(),
        null,
        cause);
  }
}
