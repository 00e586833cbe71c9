package dev.rollcall.staging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The next few bytes of a key as a number, so that most comparisons are one of numbers. */
final class KeyPrefix {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private KeyPrefix() {}

  /** Up to four bytes from {@code from} to {@code end}, padded with zeros. */
  static int four(byte[] bytes, int from, int end) {
    return end - from >= Integer.BYTES
        ? (int) INT.get(bytes, from)
        : (int) (padded(bytes, from, end) >>> Integer.SIZE);
  }

  /** Up to eight bytes from {@code from} to {@code end}, padded with zeros. */
  static long eight(byte[] bytes, int from, int end) {
    return end - from >= Long.BYTES ? (long) LONG.get(bytes, from) : padded(bytes, from, end);
  }

  private static long padded(byte[] bytes, int from, int end) {
    long prefix = 0;
    int shift = Long.SIZE;
    for (int at = from; at < end; at++) {
      shift -= Byte.SIZE;
      prefix |= (bytes[at] & 0xffL) << shift;
    }
    return prefix;
  }
}
