package dev.rollcall.staging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads the records of a sequence of blocks, each block checked before its first record shows. */
final class RecordReader {

  private final FileChannel channel;
  private final Block block;
  private final long end;
  private long offset;
  private long position;
  private final long last;
  private byte[] bytes;
  private int left;
  private final RecordView record = new RecordView();

  /**
   * Reads blocks from their beginning.
   *
   * @param position the number of the first record
   */
  RecordReader(FileChannel channel, int salt, Blocks blocks, long position) {
    this.channel = channel;
    this.block = new Block(salt);
    this.offset = blocks.start();
    this.end = blocks.end();
    this.position = position;
    this.last = position + blocks.records();
    this.bytes = new byte[Math.max(blocks.largestBytes(), Block.HEADER_BYTES)];
  }

  /** Moves on, if there is a record more. */
  boolean next() throws IOException {
    if (left == 0) {
      if (position == last) {
        return false;
      }
      readBlock();
    } else {
      record.show(bytes, record.end);
    }
    left--;
    position++;
    return true;
  }

  /** Passes over records until {@code target} lie behind. */
  void skipTo(long target) throws IOException {
    if (position > target) {
      throw new DamagedBlockException(offset);
    }
    while (position < target) {
      next();
    }
  }

  /** The record that {@link #next} moved to; the same object every time. */
  RecordView record() {
    return record;
  }

  /** The number of records up to and with this one. */
  long position() {
    return position;
  }

  /** Reads the next block and shows its first record. */
  private void readBlock() throws IOException {
    if (offset < 0 || offset > end - Block.HEADER_BYTES) {
      throw new DamagedBlockException(offset);
    }
    int read = (int) Math.min(bytes.length, end - offset);
    readFully(channel, ByteBuffer.wrap(bytes, 0, read), offset);
    int length = Block.length(bytes);
    if (length <= Block.HEADER_BYTES || length > end - offset || length > Block.LARGEST_BYTES) {
      throw new DamagedBlockException(offset);
    }
    if (length > read) {
      bytes = Arrays.copyOf(bytes, length);
      readFully(channel, ByteBuffer.wrap(bytes, read, length - read), offset + read);
    }
    if (!block.isWhole(bytes, length) || Block.first(bytes) != position) {
      throw new DamagedBlockException(offset);
    }
    left = Block.count(bytes);
    offset += length;
    record.show(bytes, Block.HEADER_BYTES);
  }

  static void readFully(FileChannel channel, ByteBuffer into, long at) throws IOException {
    long next = at;
    while (into.hasRemaining()) {
      int read = channel.read(into, next);
      if (read < 0) {
        throw new EOFException("the file ends at byte " + next);
      }
      next += read;
    }
  }
}
