package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a text that is said to be in an 8-bit charset is UTF-8: nearly every byte is a
 * character in such a charset, so that nothing else would tell, and {@code ü} be read as {@code
 * Ã¼}. Two high bytes that are UTF-8 by chance are rare; that all of a file's are, is none.
 */
final class EightBit {

  private @Nullable CharsetTrial utf8;
  private boolean possible = true;

  /** For the charsets that have ASCII's characters where ASCII has them, and others above. */
  static boolean isOne(Charset charset) {
    if (charset.equals(StandardCharsets.US_ASCII) || !charset.canEncode()) {
      return false;
    }
    byte[] letters = "azAZ09,@".getBytes(charset);
    return charset.newEncoder().maxBytesPerChar() == 1
        && new String(letters, StandardCharsets.US_ASCII).equals("azAZ09,@");
  }

  /** What to say of a text that is UTF-8 under the name of such a charset. */
  static Failure failure(Charset charset, Place place) {
    String named = charset.name();
    return Failure.at(
        ProblemCode.BYTES_NOT_IN_CHARSET,
        place,
        named + " is named, but every character beyond ASCII is written in UTF-8",
        "name utf-8, or both, if the sender changes from one to the other: --charset utf-8,"
            + named
            + " (charset: [utf-8, "
            + named
            + "] in a job file)");
  }

  void take(byte[] bytes, int offset, int length) {
    int from = offset;
    if (utf8 == null && possible) {
      from = firstHigh(bytes, offset, offset + length);
      if (from < offset + length) {
        utf8 = new CharsetTrial(StandardCharsets.UTF_8);
      }
    }
    if (utf8 != null) {
      utf8.take(bytes, from, offset + length - from);
      if (!utf8.fits()) {
        utf8 = null;
        possible = false;
      }
    }
  }

  private static int firstHigh(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /** Whether there were high bytes, and all of them are UTF-8; to be asked after the last. */
  boolean isUtf8() {
    return utf8 != null && utf8.fitsToTheEnd();
  }
}
