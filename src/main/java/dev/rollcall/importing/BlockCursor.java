package dev.rollcall.importing;

import dev.rollcall.database.StagedBlock;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.RecordCursor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The rows of {@link RowBlocks}, from a place on, some blocks at a time. */
final class BlockCursor implements RecordCursor {

  private final WorkedPart.Blocks source;
  private final Queue<StagedBlock> ahead = new ArrayDeque<>();
  private byte[] bytes = {};
  private int read;

  /** How many rows of the block under way are left. */
  private int left;

  private long position;
  private long line;
  private int payload;
  private int payloadLength;

  /**
   * @param position how many of all staged rows to pass over
   */
  BlockCursor(WorkedPart.Blocks source, long position) {
    this.source = source;
    this.position = position;
  }

  /**
   * There is always one: who reads knows how many there are.
   *
   * @throws Failure {@code STAGING_DAMAGED} if there is none
   */
  @Override
  public boolean next() {
    while (left == 0) {
      begin();
    }
    read();
    position++;
    return true;
  }

  private void begin() {
    if (ahead.isEmpty()) {
      List<StagedBlock> blocks = source.from(position);
      ahead.addAll(blocks);
    }
    StagedBlock block = ahead.poll();
    if (block == null || block.first() > position || block.first() + block.rows() <= position) {
      throw Failure.of(
          ProblemCode.STAGING_DAMAGED,
          "the server has lost the rows that were handed out, as after a crash",
          "run the same command again: it hands them out again");
    }
    bytes = block.bytes();
    read = 0;
    left = block.rows();
    for (long place = block.first(); place < position; place++) {
      read();
    }
  }

  private void read() {
    line = number();
    payloadLength = (int) number();
    payload = read;
    read += payloadLength;
    left--;
  }

  private long number() {
    long number = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes[read++];
      number |= (part & 127L) << shift;
      shift += 7;
    } while (part < 0);
    return number;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public int payloadOffset() {
    return payload;
  }

  @Override
  public int payloadLength() {
    return payloadLength;
  }

  @Override
  public long position() {
    return position;
  }
}
