package dev.rollcall.staging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads the records of a sequence of blocks, each block checked before its first record shows. */
final class RecordReader implements SortedRun {

  private final FileChannel channel;
  private final Block block = new Block();
  private final long end;
  private long offset;
  private long before;
  private final long records;
  private byte[] bytes;
  private int left;
  private final RecordView record = new RecordView();

  /** Reads blocks from their beginning. */
  RecordReader(FileChannel channel, Blocks blocks) {
    this.channel = channel;
    this.offset = blocks.start();
    this.end = blocks.end();
    this.records = blocks.records();
    this.bytes = new byte[Math.max(blocks.largestBytes(), Block.HEADER_BYTES)];
  }

  @Override
  public boolean next() throws IOException {
    if (left == 0) {
      if (before == records) {
        return false;
      }
      readBlock();
    } else {
      record.show(bytes, record.end);
    }
    left--;
    before++;
    return true;
  }

  @Override
  public RecordView record() {
    return record;
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
    if (!block.isWhole(bytes, length) || Block.first(bytes) != before) {
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
