package dev.rollcall.postgresql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as the binary forms of the server have them, of COPY and of arrays: numbers with their
 * highest byte first, and each value behind its length. Not thread-safe.
 */
final class WireBytes {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The head of COPY's form: a signature, no flags, and no more of the head. */
  private static final byte[] COPY = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** Instead of how many columns there are, behind the last row. */
  private static final int END = -1;

  /** What a null has for its length. */
  private static final int NULL = -1;

  private byte[] bytes;
  private int length;

  /**
   * @param room how many bytes there will be; more may come
   */
  WireBytes(int room) {
    bytes = new byte[room];
  }

  /** Bytes that there are already, which are not copied. */
  static WireBytes of(byte[] bytes) {
    WireBytes all = new WireBytes(0);
    all.bytes = bytes;
    all.length = bytes.length;
    return all;
  }

  int length() {
    return length;
  }

  /** How many bytes fit without more memory. */
  int room() {
    return bytes.length;
  }

  void clear() {
    length = 0;
  }

  /** Begins rows for COPY. */
  void beginCopy() {
    add(COPY);
  }

  /**
   * Begins a row of COPY.
   *
   * @param columns how many it has
   */
  void row(int columns) {
    reserve(Short.BYTES);
    SHORTS.set(bytes, length, (short) columns);
    length += Short.BYTES;
  }

  /** No more rows follow. */
  void endCopy() {
    row(END);
  }

  void integer(int number) {
    reserve(Integer.BYTES);
    INTS.set(bytes, length, number);
    length += Integer.BYTES;
  }

  /**
   * A number behind its length.
   *
   * @param width of the number, in bytes: 2, 4 or 8
   */
  void number(long number, int width) {
    reserve(Integer.BYTES + width);
    INTS.set(bytes, length, width);
    length += Integer.BYTES;
    set(length, number, width);
    length += width;
  }

  /** A text behind its length; or null. */
  void text(@Nullable String text) {
    if (text == null) {
      integer(NULL);
      return;
    }
    value(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes behind their length. */
  void value(byte[] value) {
    integer(value.length);
    add(value);
  }

  /** The number that is at a place. */
  long get(int at, int width) {
    return switch (width) {
      case Short.BYTES -> (short) SHORTS.get(bytes, at);
      case Integer.BYTES -> (int) INTS.get(bytes, at);
      default -> (long) LONGS.get(bytes, at);
    };
  }

  /** Puts another number where there is one. */
  void set(int at, long number, int width) {
    switch (width) {
      case Short.BYTES -> SHORTS.set(bytes, at, (short) number);
      case Integer.BYTES -> INTS.set(bytes, at, (int) number);
      default -> LONGS.set(bytes, at, number);
    }
  }

  /** The memory itself, of which {@link #length} bytes are used. */
  byte[] array() {
    return bytes;
  }

  /** Exactly the bytes that there are. */
  byte[] toArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
