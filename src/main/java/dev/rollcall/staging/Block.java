package dev.rollcall.staging;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of a block: a header (checksum, length, number of records, number of the first one),
 * then records, never a part of one. A record that fits no usual block has one of its own.
 */
final class Block {

  static final int HEADER_BYTES = 4 + 4 + 4 + 8;

  /** Large enough that a merge of many runs reads in strides, small enough for one for each run. */
  static final int USUAL_BYTES = 1 << 16;

  /** With the largest record, and nothing else, in it. */
  static final int LARGEST_BYTES =
      HEADER_BYTES + RecordLayout.LARGEST_OVERHEAD + StagingWriter.LARGEST_RECORD_BYTES;

  private static final int LENGTH = 4;
  private static final int COUNT = 8;
  private static final int FIRST = 12;

  private final CRC32C checksum = new CRC32C();

  /** Fills in the header of a block that takes the first {@code length} bytes. */
  void seal(byte[] bytes, int length, int count, long first) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(LENGTH, length).putInt(COUNT, count).putLong(FIRST, first);
    header.putInt(0, checksum(bytes, length));
  }

  /** Whether the block that takes the first {@code length} bytes is as it was sealed. */
  boolean isWhole(byte[] bytes, int length) {
    return ByteBuffer.wrap(bytes).getInt(0) == checksum(bytes, length);
  }

  /** What the header says; to be trusted only once the block is known to be whole. */
  static int length(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(LENGTH);
  }

  static int count(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(COUNT);
  }

  static long first(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(FIRST);
  }

  private int checksum(byte[] bytes, int length) {
    checksum.reset();
    checksum.update(bytes, LENGTH, length - LENGTH);
    return (int) checksum.getValue();
  }
}
