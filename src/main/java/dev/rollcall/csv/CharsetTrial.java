package dev.rollcall.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Whether bytes are a text in a charset, asked of them as they come. Not thread-safe. */
final class CharsetTrial {

  private static final int BLOCK = 8 * 1024;

  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer in = ByteBuffer.allocate(BLOCK);
  private final CharBuffer out = CharBuffer.allocate(BLOCK);
  private boolean fits = true;

  CharsetTrial(Charset charset) {
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  Charset charset() {
    return charset;
  }

  /** Whether it fits so far. */
  boolean fits() {
    return fits;
  }

  void take(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (fits && left > 0) {
      int count = Math.min(left, in.remaining());
      in.put(bytes, from, count).flip();
      decode(false);
      in.compact();
      from += count;
      left -= count;
    }
  }

  /** Whether it fits, if no more bytes follow; nothing may be taken after that. */
  boolean fitsToTheEnd() {
    in.flip();
    if (fits) {
      decode(true);
    }
    return fits;
  }

  private void decode(boolean end) {
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, end);
    } while (result.isOverflow());
    fits = !result.isError();
  }
}
