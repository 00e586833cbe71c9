package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/** Values that are written as digits. */
final class Digits {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] INFINITY = "9e999".getBytes(US_ASCII);

  private Digits() {}

  /** A blob as hexadecimal digits, in capitals, as SQLite's own function writes it. */
  static byte[] ofBlob(byte[] bytes, int from, int to) {
    return HEX.formatHex(bytes, from, to).getBytes(US_ASCII);
  }

  /** A real number; where SQLite writes {@code Inf} and {@code -Inf}, a number of that size. */
  static void addReal(byte[] bytes, int from, int to, Bytes out) {
    if (bytes[to - 1] != 'f') {
      out.add(bytes, from, to);
      return;
    }
    if (bytes[from] == '-') {
      out.add('-');
    }
    out.add(INFINITY);
  }
}
