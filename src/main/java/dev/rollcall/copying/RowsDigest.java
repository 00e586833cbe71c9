package dev.rollcall.copying;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.text.TextsDigest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What tells the rows of a table, in their order, from any others. Not thread-safe. */
final class RowsDigest {

  private static final byte NULL = 0;
  private static final byte NUMBER = 1;
  private static final byte TEXT = 2;

  private final MessageDigest digest = TextsDigest.sha256();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
  private long rows;

  void add(@Nullable Object[] row) {
    rows++;
    for (Object value : row) {
      if (value == null) {
        digest.update(NULL);
      } else if (value instanceof Long whole) {
        digest.update(NUMBER);
        digest.update(number.putLong(0, whole).array());
      } else {
        byte[] text = value.toString().getBytes(UTF_8);
        digest.update(TEXT);
        digest.update(number.putLong(0, text.length).array());
        digest.update(text);
      }
    }
  }

  /** Of all rows that were added; to be asked for once. */
  Result result() {
    return new Result(rows, HexFormat.of().formatHex(digest.digest()));
  }

  /** How many rows, and their digest. */
  record Result(long rows, String sha256) {}
}
