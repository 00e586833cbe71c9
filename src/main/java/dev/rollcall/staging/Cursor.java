package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import java.io.IOException;

/**
 * Goes through staged records, one at a time and in their order. Key and payload are shown where
 * they lie in a buffer, {@link #bytes}, until the next call of {@link #next}. Not for several
 * threads at a time; holds nothing open.
 */
public final class Cursor {

  private final StagedRecords staged;
  private final SortedRun run;
  private RecordView record = new RecordView();
  private long position;

  Cursor(StagedRecords staged, SortedRun run) {
    this.staged = staged;
    this.run = run;
  }

  /**
   * Moves to the next record; the first call moves to the first.
   *
   * @return false if there is none, then and ever after
   * @throws Failure STAGING_DAMAGED if the records are not as they were written
   */
  public boolean next() {
    try {
      if (!run.next()) {
        return false;
      }
    } catch (IOException e) {
      throw staged.damaged(e);
    }
    record = run.record();
    position++;
    return true;
  }

  /**
   * The buffer that {@link #keyOffset} and {@link #payloadOffset} point into; not to be changed.
   */
  public byte[] bytes() {
    return record.bytes;
  }

  public int keyOffset() {
    return record.keyOffset;
  }

  public int keyLength() {
    return record.keyLength;
  }

  public long line() {
    return record.line;
  }

  public int payloadOffset() {
    return record.payloadOffset;
  }

  public int payloadLength() {
    return record.payloadLength;
  }

  /**
   * The position after this record, from which another cursor goes on; before the first record, the
   * position that this cursor began from.
   */
  public long position() {
    return position;
  }
}
