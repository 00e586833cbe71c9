package dev.rollcall.reporting;

import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** SQL in a file of a sane size, in UTF-8. */
final class SqlFile {

  /** In bytes. */
  private static final int LARGEST = 1 << 20;

  private SqlFile() {}

  /** Reads it, or throws a {@code QUERY} failure. */
  static String read(Path file) {
    try {
      return text(SmallFile.read(file, LARGEST), file.toString());
    } catch (IOException e) {
      String advice = "name a file with one SELECT that you may read";
      throw failure(file.toString(), SmallFile.reason(e), advice);
    }
  }

  /** The same of standard input, which is not closed. */
  static String read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw failure("standard input", "there is more than 1 MiB of it", "is this SQL?");
      }
      return text(bytes, "standard input");
    } catch (IOException e) {
      throw failure("standard input", "it can't be read", "name a file with one SELECT");
    }
  }

  private static String text(byte[] bytes, String name) {
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (sql.indexOf('\0') >= 0) {
        throw failure(name, "there is a NUL character in it", "is this SQL?");
      }
      return sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
    } catch (CharacterCodingException e) {
      throw failure(name, "it is not UTF-8", "save it as UTF-8");
    }
  }

  private static Failure failure(String file, String what, String advice) {
    return Failure.at(ProblemCode.QUERY, Place.of(file), what, advice);
  }
}
