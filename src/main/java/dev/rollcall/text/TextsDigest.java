package dev.rollcall.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of texts in their order, each in UTF-8 with its length in four bytes before it, which
 * keeps two texts from running into one; -1 for none. Not thread-safe.
 */
public final class TextsDigest {

  private final MessageDigest sha256 = sha256();
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

  /** A SHA-256 of nothing so far. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public void add(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    sha256.update(length.putInt(0, text == null ? -1 : bytes.length).array());
    sha256.update(bytes);
  }

  /** The 32 bytes of all that was added; after it, it is one of nothing again. */
  public byte[] end() {
    return sha256.digest();
  }

  /** The same in hexadecimal. */
  public String endInHex() {
    return HexFormat.of().formatHex(end());
  }
}
