package dev.rollcall.csv;

import dev.rollcall.files.WholeFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Keeps standard input in a file, so that it can be read twice, and again after a crash. Who calls
 * this deletes the file when the run is done. Closed before {@link #keepAs}, it leaves nothing.
 */
public final class Spool implements AutoCloseable {

  /** What standard input is called in places. */
  public static final String NAME = "-";

  private final WholeFile file;
  private final String sha256;

  private Spool(WholeFile file, String sha256) {
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Reads a stream to its end into a file that only its owner may read.
   *
   * @param in is not closed
   * @param arriving tells the file, while it has no name yet, from others in its folder: what a
   *     process that died has left of one that was called the same is deleted
   * @throws Failure {@code INPUT_EMPTY}, {@code INPUT_UNREADABLE} if the stream fails, {@code
   *     OUTPUT_UNWRITABLE} if the file does
   */
  public static Spool of(InputStream in, Path arriving) {
    WholeFile file = WholeFile.createOwn(arriving);
    try {
      return new Spool(file, copy(in, file));
    } catch (Failure e) {
      file.close();
      throw e;
    }
  }

  /** The answer is the SHA-256 of what was copied. */
  private static String copy(InputStream in, WholeFile file) {
    // Closed by whoever has made it.
    DeliveredBytes delivered = new DeliveredBytes(in);
    try {
      if (delivered.transferTo(file) == 0) {
        throw Input.empty(NAME);
      }
      return delivered.sha256();
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          Place.of(NAME),
          "standard input broke off: " + e.getMessage(),
          "run the same command again",
          e);
    }
  }

  /** Of what came, in hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /**
   * Gives the file its name, under which it is whole; what was there is replaced.
   *
   * @param path in the same folder
   * @return the input, named {@value #NAME}
   * @throws Failure {@code OUTPUT_UNWRITABLE}
   */
  public Input keepAs(Path path) {
    file.finishAs(path);
    return Input.of(path, NAME);
  }

  @Override
  public void close() {
    file.close();
  }
}
