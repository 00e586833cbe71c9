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
      throw failure(file.toString(), "there is no such file", "check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw failure(file.toString(), "this is not a file", "name a file with one SELECT");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw failure(file.toString(), "the file can't be read", "check its permissions");
    }
  }

  /** The same of standard input, which is not closed. */
  static String read(InputStream in) {
    try {
      return read(in, "standard input");
    } catch (IOException e) {
      throw failure("standard input", "it can't be read", "name a file with one SELECT");
    }
  }

  private static String read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw failure(name, "there is more than 1 MiB of it", "is this SQL?");
    }
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
