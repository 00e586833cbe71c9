package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import java.io.IOException;

/**
 * Goes through staged records, one at a time and in their order. Key and payload are shown where
 * they lie in a buffer, {@link #bytes}, until the next call of {@link #next}. Not for several
 * threads at a time; holds nothing open.
 */
public final class Cursor extends ViewCursor {

  private final StagedRecords staged;
  private SortedRun run;

  Cursor(StagedRecords staged, SortedRun run) {
    this.staged = staged;
    this.run = run;
  }

  /**
   * Passes over records, which takes its time if any are on the disk: a million about as long as
   * the second part of sorting them.
   *
   * @param to the position to go on from; the end if there are fewer records, and nothing happens
   *     if it is passed already
   * @throws Failure STAGING_DAMAGED if the records are not as they were written
   */
  public void passTo(long to) {
    MergePlace near = to > position ? staged.near(to) : null;
    if (near != null && near.position() > position) {
      run = near.merge();
      position = near.position();
    }
    while (position < to && next()) {
      // Passed over.
    }
  }

  /**
   * @throws Failure STAGING_DAMAGED if the records are not as they were written
   */
  @Override
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

  /** Where the key is in {@link #bytes}. */
  public int keyOffset() {
    return record.keyOffset;
  }

  public int keyLength() {
    return record.keyLength;
  }
}
