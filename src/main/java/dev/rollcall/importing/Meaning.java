package dev.rollcall.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a job's definition means, as far as a run's identity goes: two definitions with the same
 * meaning do the same with the same input. Chunk size, limits and file names are no part of it.
 */
final class Meaning {

  private Meaning() {}

  /** SHA-256, in hexadecimal. */
  static String of(ImportJob job) {
    StringBuilder text = new StringBuilder("import/1\n");
    Character delimiter = job.csv().delimiter();
    Charset charset = job.csv().charset();
    text.append(delimiter == null ? "auto" : delimiter.toString()).append('\n');
    text.append(charset == null ? "auto" : charset.name()).append('\n');
    text.append(job.csv().header()).append('\n');
    for (Map.Entry<Field, String> column : job.columns().names().entrySet()) {
      // The length keeps a name with a line end in it from being taken for two.
      text.append(column.getKey().word()).append('=');
      text.append(column.getValue().length()).append(':').append(column.getValue()).append('\n');
    }
    text.append(job.mode().word()).append('\n').append(job.levels());
    return sha256(text.toString());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
