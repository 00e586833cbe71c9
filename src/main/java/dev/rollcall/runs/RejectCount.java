package dev.rollcall.runs;

/**
 * The rejects of one code.
 *
 * @param rows how many there are
 * @param firstLine the first one's line in the input
 */
public record RejectCount(long rows, long firstLine) {

  /** This and one more, of a later line. */
  public RejectCount plusOne() {
    return new RejectCount(rows + 1, firstLine);
  }
}
