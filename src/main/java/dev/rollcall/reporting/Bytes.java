package dev.rollcall.reporting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Bytes that grow, to be used again and again. Not thread-safe. */
public final class Bytes {

  private static final int FIRST = 64 * 1024;

  private byte[] array = new byte[FIRST];
  private int size;

  /** What holds them; those from {@link #size()} on mean nothing. Valid until more are added. */
  public byte[] array() {
    return array;
  }

  public int size() {
    return size;
  }

  /** Says how many there are, after some were written into {@link #array()}. */
  public void size(int size) {
    this.size = Objects.checkIndex(size, array.length + 1);
  }

  /** Makes room in {@link #array()} for this many more. */
  public void reserve(int length) {
    if (length > array.length - size) {
      grow(length);
    }
  }

  public void clear() {
    size = 0;
  }

  public void add(int value) {
    if (size == array.length) {
      grow(1);
    }
    array[size++] = (byte) value;
  }

  public void add(byte[] bytes) {
    add(bytes, 0, bytes.length);
  }

  /** Adds those from {@code from} up to, and without, {@code to}. */
  public void add(byte[] bytes, int from, int to) {
    int length = to - from;
    reserve(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  public void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void grow(int length) {
    int needed = Math.addExact(size, length);
    array = Arrays.copyOf(array, Math.max(needed, (int) Math.min(2L * array.length, 1 << 30)));
  }
}
