package dev.rollcall.csv;

import dev.rollcall.text.TextsDigest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The bytes of an input as delivered, counted and digested as they go by. Not thread-safe. */
final class DeliveredBytes extends BlockStream {

  private static final int BLOCK_BYTES = 64 * 1024;

  private final InputStream in;
  private final MessageDigest digest = TextsDigest.sha256();
  private long count;
  private boolean ended;
  private @Nullable String sha256;

  DeliveredBytes(InputStream in) {
    this.in = in;
  }

  /** How many were read so far. */
  long count() {
    return count;
  }

  /** Reads on to the end, and says the digest of all there was, in hexadecimal digits. */
  String sha256() throws IOException {
    if (sha256 == null) {
      byte[] block = new byte[BLOCK_BYTES];
      while (read(block, 0, block.length) >= 0) {
        // What reading does is all that is wanted.
      }
      sha256 = HexFormat.of().formatHex(digest.digest());
    }
    return sha256;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    // A terminal, asked again, would begin again.
    int read = ended ? -1 : in.read(into, offset, length);
    ended = read < 0;
    if (read >= 0) {
      digest.update(into, offset, read);
      count += read;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
