package dev.rollcall.fuzz;

import java.util.Arrays;

/** The bytes of a fuzzer, taken off from the front: first choices, then what is left. */
public final class FuzzBytes {

  private final byte[] bytes;
  private int at;

  public FuzzBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** One of so many, at most 256; the first if nothing is left. */
  public int choice(int many) {
    return at < bytes.length ? (bytes[at++] & 0xff) % many : 0;
  }

  /** A number below 65,536; 0 if nothing is left. */
  public int number() {
    return choice(256) << 8 | choice(256);
  }

  /** So many bytes, or all that are left. */
  public byte[] take(int most) {
    int from = at;
    at = Math.min(bytes.length, at + most);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Whatever is left. */
  public byte[] rest() {
    return take(bytes.length);
  }
}
