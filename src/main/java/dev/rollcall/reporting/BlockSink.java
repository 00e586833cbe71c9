package dev.rollcall.reporting;

import java.io.IOException;

/** Takes encoded rows. Called from one thread, in the order of the rows. */
public interface BlockSink {

  /**
   * Takes some rows.
   *
   * @param bytes to be used at once: they are written over afterwards
   * @param progress how far the report is, from 0 to 1; NaN if nobody knows
   */
  void take(Bytes bytes, long rows, double progress) throws IOException;
}
