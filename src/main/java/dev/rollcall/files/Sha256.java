package dev.rollcall.files;

import dev.rollcall.text.TextsDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 of files, or of texts one after the other, in hexadecimal digits. */
public final class Sha256 {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final MessageDigest digest = TextsDigest.sha256();

  /** Of a file. */
  public static String of(Path file) throws IOException {
    Sha256 sha256 = new Sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.digest.update(buffer, 0, count);
      }
    }
    return sha256.end();
  }

  /** Adds a text in UTF-8 and a NUL, which keeps it apart from the next. */
  public void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /** The digest of all that was added; nothing may be added after it. */
  public String end() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
