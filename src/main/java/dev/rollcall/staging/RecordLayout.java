package dev.rollcall.staging;

/**
 * How a record lies in memory and in a file, which are the same bytes, so that it is only ever
 * copied: key length, key, line, payload length, payload. Numbers are written seven bits at a time,
 * lowest first, the top bit saying that more follow.
 */
final class RecordLayout {

  /** The most bytes that a record has besides its key and payload. */
  static final int LARGEST_OVERHEAD = 5 + 9 + 5;

  private RecordLayout() {}

  /** Writes a record and returns where it ends. */
  static int write(
      byte[] into,
      int at,
      byte[] key,
      int keyLength,
      long line,
      byte[] payload,
      int payloadOffset,
      int length) {
    int end = writeNumber(into, at, keyLength);
    System.arraycopy(key, 0, into, end, keyLength);
    end = writeNumber(into, end + keyLength, line);
    end = writeNumber(into, end, length);
    System.arraycopy(payload, payloadOffset, into, end, length);
    return end + length;
  }

  private static int writeNumber(byte[] into, int at, long number) {
    int end = at;
    long rest = number;
    while (rest >= 0x80) {
      into[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[end++] = (byte) rest;
    return end;
  }
}
