package dev.rollcall.reporting;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** SQL in a file of a sane size, in UTF-8. */
final class SqlFile {

  /** In bytes. */
  private static final int LARGEST = 1 << 20;

  private SqlFile() {}

  /** Reads it, or throws a {@code QUERY} failure. */
  static String read(Path file) {
    if (!Files.exists(file)) {
      throw failure(file, "there is no such file", "check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw failure(file, "this is no file", "name a file with one SELECT");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException e) {
      throw failure(file, "the file can't be read", "check its permissions");
    }
    if (bytes.length > LARGEST) {
      throw failure(file, "the file is larger than 1 MiB", "is this an SQL file?");
    }
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (sql.indexOf('\0') >= 0) {
        throw failure(file, "there is a NUL character in it", "is this an SQL file?");
      }
      return sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
    } catch (CharacterCodingException e) {
      throw failure(file, "the file is not UTF-8", "save it as UTF-8");
    }
  }

  private static Failure failure(Path file, String what, String advice) {
    return Failure.at(ProblemCode.QUERY, Place.of(file.toString()), what, advice);
  }
}
