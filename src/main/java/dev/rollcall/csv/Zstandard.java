package dev.rollcall.csv;

import com.github.luben.zstd.util.Native;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;

/** The library for Zstandard, which is machine code in a file of its own. */
public final class Zstandard {

  private Zstandard() {}

  /**
   * Makes sure that it can be used; must be called before it is.
   *
   * @throws Failure {@code OUTPUT_UNWRITABLE} if it can't be put where temporary files are, or not
   *     be loaded from there
   */
  public static void require() {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw Failure.at(
          ProblemCode.OUTPUT_UNWRITABLE,
          null,
          "the library for Zstandard can't be unpacked into "
              + System.getProperty("java.io.tmpdir")
              + " and loaded from there",
          "make room and let programs be executed there, name another folder in"
              + " JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or use gzip",
          e);
    }
  }
}
