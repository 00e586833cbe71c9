package dev.rollcall.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Writes records in blocks. */
final class BlockWriter {

  private final FileChannel channel;
  private final Block block = new Block();
  private byte[] bytes = new byte[Block.USUAL_BYTES];
  private int used = Block.HEADER_BYTES;
  private int count;
  private long first;
  private final long start;
  private long offset;
  private int largestBlock;

  /** Writes at the channel's position. */
  BlockWriter(FileChannel channel) throws IOException {
    this.channel = channel;
    start = channel.position();
    offset = start;
  }

  /** Writes all that is left of a run. */
  void addAll(SortedRun run) throws IOException {
    while (run.next()) {
      add(run.record());
    }
  }

  private void add(RecordView record) throws IOException {
    int length = record.end - record.start;
    int at = makeRoom(length);
    System.arraycopy(record.bytes, record.start, bytes, at, length);
  }

  /** Returns where a record of this length goes. */
  private int makeRoom(int length) throws IOException {
    if (used + length > Block.USUAL_BYTES && count > 0) {
      writeBlock();
    }
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, used + length);
    }
    int at = used;
    used += length;
    count++;
    return at;
  }

  private void writeBlock() throws IOException {
    block.seal(bytes, used, count, first);
    writeFully(channel, ByteBuffer.wrap(bytes, 0, used));
    offset += used;
    first += count;
    largestBlock = Math.max(largestBlock, used);
    count = 0;
    used = Block.HEADER_BYTES;
  }

  /** Writes what is held back and returns all that was written. */
  Blocks finish() throws IOException {
    if (count > 0) {
      writeBlock();
    }
    return new Blocks(start, offset, first, largestBlock);
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
