package dev.rollcall.staging;

import java.util.Arrays;

/**
 * Records one behind the other in an array, as they lie in memory but without their keys, to be
 * kept elsewhere. Not for several threads at a time.
 */
public final class PackedRecords {

  private static final byte[] NO_KEY = {};

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /** Adds the record that a cursor is at. */
  public void add(RecordCursor record) {
    int most = RecordLayout.LARGEST_OVERHEAD + record.payloadLength();
    if (bytes.length - length < most) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + most));
    }
    length =
        RecordLayout.write(
            bytes,
            length,
            NO_KEY,
            0,
            record.line(),
            record.bytes(),
            record.payloadOffset(),
            record.payloadLength());
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** What was added since this was called last. */
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    length = 0;
    return taken;
  }

  /**
   * Goes through such records.
   *
   * @param position of the first among all that were staged
   */
  public static RecordCursor cursor(byte[] packed, long position) {
    return new Packed(packed, position);
  }

  private static final class Packed extends ViewCursor {

    private final byte[] packed;

    Packed(byte[] packed, long position) {
      this.packed = packed;
      this.position = position;
    }

    @Override
    public boolean next() {
      if (record.end == packed.length) {
        return false;
      }
      record.show(packed, record.end);
      position++;
      return true;
    }
  }
}
