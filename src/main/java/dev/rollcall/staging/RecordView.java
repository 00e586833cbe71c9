package dev.rollcall.staging;

import java.util.Arrays;

/** A window on one record among others in an array; moved, never copied. */
final class RecordView {

  byte[] bytes = {};
  int start;
  int keyOffset;
  int keyLength;
  long line;
  int payloadOffset;
  int payloadLength;
  int end;

  private int at;

  /** Shows the record that starts at {@code offset} of {@code bytes}. */
  void show(byte[] bytes, int offset) {
    showKey(bytes, offset);
    at = keyOffset + keyLength;
    line = readNumber();
    payloadLength = (int) readNumber();
    payloadOffset = at;
    end = at + payloadLength;
  }

  /** As {@link #show}, but only the key: what sorting asks for, many times a record. */
  void showKey(byte[] bytes, int offset) {
    this.bytes = bytes;
    start = offset;
    at = offset;
    keyLength = (int) readNumber();
    keyOffset = at;
  }

  private long readNumber() {
    byte next = bytes[at++];
    long number = next & 0x7f;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[at++];
      number |= (next & 0x7fL) << shift;
    }
    return number;
  }

  /** Compares the keys from their byte {@code depth} on, which both must have or end at. */
  int compareKey(RecordView other, int depth) {
    return Arrays.compareUnsigned(
        bytes,
        keyOffset + depth,
        keyOffset + keyLength,
        other.bytes,
        other.keyOffset + depth,
        other.keyOffset + other.keyLength);
  }
}
