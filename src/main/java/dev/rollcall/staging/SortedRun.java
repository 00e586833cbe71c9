package dev.rollcall.staging;

import java.io.IOException;

/** Records in their order, shown one at a time. Used by one thread at a time. */
interface SortedRun {

  /** Moves to the next record; the first call moves to the first. */
  boolean next() throws IOException;

  /** The record that {@link #next} moved to; may be the same object every time. */
  RecordView record();
}
