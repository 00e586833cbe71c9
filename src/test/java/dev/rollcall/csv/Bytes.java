package dev.rollcall.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What files are put together from. */
final class Bytes {

  private Bytes() {}

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}
