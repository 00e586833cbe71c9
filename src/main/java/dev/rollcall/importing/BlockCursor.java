package dev.rollcall.importing;

import dev.rollcall.database.StagedBlock;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.PackedRecords;
import dev.rollcall.staging.RecordCursor;
import java.util.ArrayDeque;
import java.util.Queue;

/** The rows of {@link RowBlocks}, from a place on, some blocks at a time. */
final class BlockCursor implements RecordCursor {

  private final WorkedPart.Blocks source;
  private final Queue<StagedBlock> ahead = new ArrayDeque<>();
  private RecordCursor block;

  /**
   * @param position how many of all staged rows to pass over
   */
  BlockCursor(WorkedPart.Blocks source, long position) {
    this.source = source;
    this.block = PackedRecords.cursor(new byte[0], position);
  }

  /**
   * There is always one: who reads knows how many there are.
   *
   * @throws Failure {@code STAGING_DAMAGED} if there is none
   */
  @Override
  public boolean next() {
    while (!block.next()) {
      block = following();
    }
    return true;
  }

  private RecordCursor following() {
    long position = block.position();
    if (ahead.isEmpty()) {
      ahead.addAll(source.from(position));
    }
    StagedBlock next = ahead.poll();
    if (next == null || next.first() > position || next.first() + next.rows() <= position) {
      throw Failure.of(
          ProblemCode.STAGING_DAMAGED,
          "the server has lost the rows that were handed out, as after a crash",
          "run the same command again: it hands them out again");
    }
    RecordCursor rows = PackedRecords.cursor(next.bytes(), next.first());
    while (rows.position() < position && rows.next()) {
      // Done already.
    }
    return rows;
  }

  @Override
  public byte[] bytes() {
    return block.bytes();
  }

  @Override
  public long line() {
    return block.line();
  }

  @Override
  public int payloadOffset() {
    return block.payloadOffset();
  }

  @Override
  public int payloadLength() {
    return block.payloadLength();
  }

  @Override
  public long position() {
    return block.position();
  }
}
