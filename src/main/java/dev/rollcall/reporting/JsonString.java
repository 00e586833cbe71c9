package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Strings of JSON, made of UTF-8 bytes without decoding them where they need no change. */
final class JsonString {

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonString() {}

  /** Adds a string with its quotes; bytes that are no UTF-8 become replacement characters. */
  static void add(byte[] bytes, int from, int to, Bytes out) {
    out.add('"');
    if (isAscii(bytes, from, to)) {
      escaped(bytes, from, to, out);
    } else {
      byte[] text = new String(bytes, from, to - from, UTF_8).getBytes(UTF_8);
      escaped(text, 0, text.length, out);
    }
    out.add('"');
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static void escaped(byte[] bytes, int from, int to, Bytes out) {
    int start = from;
    for (int i = from; i < to; i++) {
      byte each = bytes[i];
      if (each == '"' || each == '\\' || each >= 0 && each < ' ') {
        out.add(bytes, start, i);
        start = i + 1;
        escape(each, out);
      }
    }
    out.add(bytes, start, to);
  }

  private static void escape(byte each, Bytes out) {
    out.add('\\');
    switch (each) {
      case '"', '\\' -> out.add(each);
      case '\n' -> out.add('n');
      case '\r' -> out.add('r');
      case '\t' -> out.add('t');
      default -> {
        out.add('u');
        out.add('0');
        out.add('0');
        out.add(DIGITS[each >> 4]);
        out.add(DIGITS[each & 0xf]);
      }
    }
  }
}
