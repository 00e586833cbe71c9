package dev.rollcall.reporting;

/** Blobs as hexadecimal digits, in capitals, as SQLite's own function writes them. */
final class Hex {

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private Hex() {}

  static byte[] of(byte[] bytes, int from, int to) {
    byte[] digits = new byte[Math.multiplyExact(2, to - from)];
    for (int i = from; i < to; i++) {
      digits[2 * (i - from)] = DIGITS[bytes[i] >> 4 & 0xf];
      digits[2 * (i - from) + 1] = DIGITS[bytes[i] & 0xf];
    }
    return digits;
  }
}
