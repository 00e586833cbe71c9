package dev.rollcall.sqlite.image;

/** SQLite's variable-length numbers: seven bits a byte, the high ones first. */
final class VariableNumber {

  private VariableNumber() {}

  /** Writes a number that is not negative and below 2^56, and returns the offset after it. */
  static int write(byte[] into, int at, long number) {
    int length = length(number);
    long rest = number;
    for (int i = at + length - 1; i >= at; i--) {
      into[i] = (byte) (rest & 127 | 128);
      rest >>>= 7;
    }
    into[at + length - 1] &= 127;
    return at + length;
  }

  static int length(long number) {
    int length = 1;
    while (number >>> 7 * length != 0) {
      length++;
    }
    return length;
  }
}
