package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Keeps standard input in a file, so that it can be read twice, and again after a crash. Who calls
 * this deletes the file when the run is done.
 */
public final class Spool {

  /** What standard input is called in places. */
  public static final String NAME = "-";

  private Spool() {}

  /**
   * Reads a stream to its end into a file that only its owner may read, which replaces what stood
   * there; the file stands there whole or not at all.
   *
   * @param in is not closed
   * @return the input, named {@value #NAME}
   * @throws Failure {@code INPUT_EMPTY}, {@code INPUT_UNREADABLE} if the stream fails, {@code
   *     OUTPUT_UNWRITABLE} if the file does
   */
  public static Input keep(InputStream in, Path file) {
    try (WholeFile spool = WholeFile.createOwn(file)) {
      if (copy(in, spool) == 0) {
        throw Input.empty(NAME);
      }
      spool.finish();
    }
    return Input.of(file, NAME);
  }

  private static long copy(InputStream in, WholeFile spool) {
    try {
      return in.transferTo(spool);
    } catch (IOException e) {
      throw new Failure(
          new Problem(
              ProblemCode.INPUT_UNREADABLE,
              Place.of(NAME),
              "standard input broke off: " + e.getMessage(),
              "run the same command again"),
          e);
    }
  }
}
